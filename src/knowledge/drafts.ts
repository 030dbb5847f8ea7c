/** Drafts of entries in `knowledge/drafts`: looked at by the check, never searched. */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import * as z from 'zod';
import { type Fault, parseItems, yamlFiles } from './load.ts';

const text = z.string().trim().min(1);

/** What is still missing is no fault: a person fills it in before the draft is moved to the entries. */
const Draft = z.looseObject({
  id: text,
  title: text,
  answer: text,
  questions: z.array(text).min(1),
});

/** @param folder path of the `knowledge` folder */
export function checkDrafts(folder: string): { count: number; faults: Fault[] } {
  const faults: Fault[] = [];
  const drafts = yamlFiles(join(folder, 'drafts')).flatMap((path) =>
    parseItems(relative(join(folder, '..'), path), readFileSync(path, 'utf8'), Draft, faults),
  );
  return { count: drafts.length, faults };
}
