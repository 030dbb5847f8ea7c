/** What else can be recognised besides entries and small talk: the rules and forms of `intents/`. */
import { formSubjects } from '../forms/load.ts';
import type { Recognisable } from '../search/subjects.ts';
import { recognisableRules } from './rules/load.ts';

/** Each returns what one folder of `intents/` adds; `folder` is the project's. */
const PROVIDERS: ((folder: string) => Recognisable[])[] = [formSubjects, recognisableRules];

export function others(folder = '.'): Recognisable[] {
  return PROVIDERS.flatMap((provide) => provide(folder));
}
