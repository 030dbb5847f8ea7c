/** Loads `intents/rules/` once, checked against the rules themselves. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type Fault, parseItems, yamlFiles } from '../../knowledge/load.ts';
import { RULES } from '../../rules/index.ts';
import type { Recognisable } from '../../search/subjects.ts';
import { Reading, RuleTalk, WarningTalk } from './schema.ts';

export interface RuleIntents {
  talks: RuleTalk[];
  byId: ReadonlyMap<string, RuleTalk>;
  /** Entry → the rule that works out the same for one's own case. */
  ruleOfEntry: ReadonlyMap<string, string>;
  warnings: ReadonlyMap<string, WarningTalk>;
  reading: Reading;
}

const SHARED = ['warnings.yaml', 'reading.yaml'];

/**
 * Reads the rules' intents of a project folder.
 * @throws with one line a fault when a file is not as it should be, or speaks of an input that its rule does not have
 */
export function loadRuleIntents(folder = '.'): RuleIntents {
  const at = join(folder, 'intents/rules');
  const faults: Fault[] = [];
  const read = (name: string) => readFileSync(join(at, name), 'utf8');
  const talks = yamlFiles(at)
    .filter((p) => !SHARED.some((s) => p.endsWith(s)))
    .flatMap((p) => parseItems(p, readFileSync(p, 'utf8'), RuleTalk, faults));
  const warnings = parseItems('intents/rules/warnings.yaml', read('warnings.yaml'), WarningTalk, faults);
  const reading = Reading.parse(parse(read('reading.yaml'), { schema: 'core' }));
  const lines = [...faults.map((f) => JSON.stringify(f)), ...talks.flatMap(strangers)];
  if (lines.length) throw new Error(`intents/rules is not as it should be.\n${lines.join('\n')}`);
  const ruleOfEntry = new Map<string, string>();
  for (const t of talks)
    for (const e of [t.entry, ...t.entries]) if (!ruleOfEntry.has(e)) ruleOfEntry.set(e, t.id);
  return {
    talks,
    byId: new Map(talks.map((t) => [t.id, t])),
    ruleOfEntry,
    warnings: new Map(warnings.map((w) => [w.code, w])),
    reading,
  };
}

/** What an item says of inputs that its rule does not have. */
function strangers(talk: RuleTalk): string[] {
  const rule = RULES[talk.id];
  if (!rule) return [`${talk.id}: there is no such rule`];
  const known = new Set(rule.inputs.map((i) => i.name));
  return Object.entries(talk.inputs)
    .filter(([name, input]) => !known.has(name) && !input.own)
    .map(([name]) => `${talk.id}: the rule has no input "${name}"`);
}

/** The rules as search knows them. */
export function recognisableRules(folder = '.'): Recognisable[] {
  return loadRuleIntents(folder).talks.map((t) => ({
    key: `rule:${t.id}`,
    title: t.title,
    examples: t.examples,
    keywords: t.keywords,
  }));
}
