/** Forms from `intents/forms/`: validated, and ready to read messages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { yamlFiles } from '../knowledge/load.ts';
import { type Finder, finderOf } from './parts.ts';
import { type Command, EngineSpec, type FieldSpec, FormSpec, type PartSpec } from './spec.ts';

const ENGINE_FILE = 'engine.yaml';

export type Part = PartSpec & { look: Finder };
export type Field = Omit<FieldSpec, 'parts'> & { parts: Part[]; speaks?: RegExp };
export type Form = Omit<FormSpec, 'fields'> & {
  fields: Field[];
  /** The fields that are asked one after another. */
  steps: Field[];
  words: Words;
};

/** What the engine understands besides answers. */
export interface Words {
  commands: ReadonlyMap<string, Command>;
  fillers: RegExp;
  skips: RegExp;
  declines: RegExp;
  correction: RegExp;
  named: RegExp;
  stated: RegExp;
  clear: RegExp;
  labeled: RegExp;
  lead: RegExp;
  asking: RegExp;
  says: Readonly<Record<string, string>>;
}

/**
 * A form from its data and the engine's words.
 * @throws z.ZodError naming the field at fault
 * @example createForm(parse(yaml), parse(engineYaml)).steps.length // 7
 */
export function createForm(data: unknown, engineData: unknown): Form {
  const spec = FormSpec.parse(data);
  const engine = EngineSpec.parse(engineData);
  const fields = spec.fields.map(
    (f): Field => ({
      ...f,
      parts: f.parts.map((p) => ({ ...p, look: finderOf(p) })),
      ...(f.evidence ? { speaks: new RegExp(f.evidence, 'i') } : {}),
    }),
  );
  const names = fields
    .flatMap((f) => f.names)
    .sort((a, b) => b.length - a.length)
    .map(quote)
    .join('|');
  const withNames = (source: string) => new RegExp(source.replace('{names}', names), 'is');
  const commands = Object.entries(engine.commands).flatMap(([command, ways]) =>
    ways.map((w) => [plain(w), command as Command] as const),
  );
  return {
    ...spec,
    fields,
    steps: fields.filter((f) => !f.at_end),
    words: {
      commands: new Map(commands),
      fillers: new RegExp(
        `\\b(?:${[...engine.fillers]
          .sort((a, b) => b.length - a.length)
          .map(quote)
          .join('|')})\\b`,
        'gi',
      ),
      skips: new RegExp(engine.skips, 'i'),
      declines: new RegExp(engine.declines, 'i'),
      correction: new RegExp(engine.correction, 'i'),
      named: withNames(engine.named),
      stated: withNames(engine.stated),
      clear: withNames(engine.clear),
      labeled: withNames('^\\s*({names})\\s*[:=]\\s*(.+)$'),
      lead: new RegExp(engine.lead, 'i'),
      asking: new RegExp(engine.asking, 'i'),
      says: engine.says,
    },
  };
}

/** Every form of a project folder, by id. */
export function loadForms(folder = '.'): ReadonlyMap<string, Form> {
  const below = join(folder, 'intents/forms');
  const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));
  const engine = read(join(below, ENGINE_FILE));
  return new Map(
    yamlFiles(below)
      .filter((f) => !f.endsWith(ENGINE_FILE))
      .map((f) => createForm(read(f), engine))
      .map((form) => [form.id, form]),
  );
}

/** What the forms add to what can be recognized. */
export function formSubjects(folder = '.') {
  return [...loadForms(folder).values()].map((f) => ({
    key: `form:${f.id}`,
    title: f.title,
    examples: f.examples,
    keywords: f.keywords,
  }));
}

/**
 * Whether a message asks for the form, whatever else it says.
 * @example opensForm(caltac, 'caltac call prep, LEA coord') // true
 */
export function opensForm({ opens }: Form, message: string): boolean {
  if (!opens) return false;
  const says = (pattern: string) => new RegExp(pattern, 'i').test(message.replaceAll('’', "'"));
  return says(opens.about) && opens.any.some(says) && !opens.unless.some(says);
}

/** A message for comparing: `plain('Skip it, please!')` is `'skip it please'`. */
export function plain(message: string): string {
  const words = message
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^\p{L}\p{N}'/?&+-]+/gu, ' ')
    .trim();
  return /[\p{L}\p{N}]/u.test(words)
    ? words
        .replace(/[?-]+(?=\s|$)/g, '')
        .replace(/\s+/g, ' ')
        .trim()
    : words;
}

function quote(s: string): string {
  return s.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
