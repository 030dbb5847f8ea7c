import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { RULES } from '../../src/rules/index.ts';
import { calendars, facts, mainDistrict } from './run.ts';

const FOLDER = new URL('../../src/rules/', import.meta.url);
const files = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(new URL(name, FOLDER), 'utf8'),
}));
const sources: { id: string }[] = parse(
  readFileSync(new URL('../../knowledge/sources.yaml', import.meta.url), 'utf8'),
);

describe('the registry', () => {
  it('holds thirty rules, each under its own id', () => {
    expect(Object.keys(RULES)).toHaveLength(30);
    for (const [id, rule] of Object.entries(RULES)) expect(rule.id).toBe(id);
  });

  it.each(Object.values(RULES))('$id names documents that exist, with section and lines', (rule) => {
    for (const source of [rule.source, ...(rule.also ?? [])]) {
      expect(sources.map((s) => s.id)).toContain(source.document);
      expect(source.section).not.toBe('');
      expect(source.lines).toMatch(/^\d+(-\d+)?(, \d+(-\d+)?)*$/);
    }
  });

  it.each(Object.values(RULES))('$id describes its inputs well enough to ask for them', ({ inputs }) => {
    for (const input of inputs) {
      expect(input.describe.length).toBeGreaterThan(4);
      if (input.kind === 'enum' || input.kind === 'enums') expect(input.values?.length).toBeGreaterThan(1);
      if (input.kind === 'integer') expect(input.max).toBeGreaterThan(input.min ?? Number.NaN);
      if (input.kind === 'object_list') expect(input.items?.length).toBeGreaterThan(1);
    }
  });

  it.each(Object.values(RULES))('$id asks, when told nothing, for inputs that it describes', (rule) => {
    const answer = rule.run({}, facts);
    expect(answer.status).toBe('needs_input');
    const names = rule.inputs.map((i) => i.name);
    for (const name of answer.ask) expect(names).toContain(name);
    for (const input of rule.inputs) if (input.required === true) expect(answer.ask).toContain(input.name);
  });
});

describe('the files of the rules', () => {
  const ruleFiles = files.filter((f) => f.text.includes('= defineRule({'));

  it('read no clock and no environment, and import no channel, assistant or store', () => {
    for (const { name, text } of files) {
      expect(text, name).not.toMatch(/Date\.now|new Date\(\)|process\.env/);
      expect(text, name).not.toMatch(/from '\.\.\/(?!knowledge\/)/);
      if (!['facts.ts', 'rule-command.ts'].includes(name)) expect(text, name).not.toMatch(/from 'node:/);
    }
  });

  it.each(ruleFiles)('$name has an example whose result is true', ({ text }) => {
    const example = /@example\n((?: \* .*\n)+) \*\//.exec(text)?.[1] ?? '';
    const lines = example.split('\n').map((line) => line.replace(/^ \* ?/, ''));
    const call = lines.filter((l) => !l.startsWith('//')).join('\n');
    const result = lines
      .filter((l) => l.startsWith('//'))
      .map((l) => l.slice(2))
      .join('\n');
    const [name = ''] = call.split('.run(', 1);
    const rule = Object.values(RULES).find((r) =>
      text.includes(`export const ${name} = defineRule({\n  id: '${r.id}'`),
    );
    const evaluate = (code: string) =>
      new Function(name, 'facts', 'mainDistrict', `return (${code});`)(rule, facts, mainDistrict);
    expect(evaluate(call)).toEqual(evaluate(result));
  });

  it('stay small', () => {
    for (const { name, text } of files) expect(text.split('\n').length, name).toBeLessThan(205);
  });
});

it('the calendars of the tests are realistic', () => {
  expect(Object.keys(calendars).length).toBeGreaterThan(5);
});
