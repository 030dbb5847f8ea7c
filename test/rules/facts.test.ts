import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadFacts, lookUp, parseFacts } from '../../src/rules/facts.ts';

const path = (name: string) => new URL(`../../knowledge/${name}`, import.meta.url);
const yaml = readFileSync(path('rule-facts.yaml'), 'utf8');

describe('the facts of the rules', () => {
  it('are read once', () => {
    expect(loadFacts()).toBe(loadFacts());
  });

  it('name only addresses that the contacts list has', () => {
    const contacts = readFileSync(path('contacts.yaml'), 'utf8');
    const addresses = yaml.match(/[\w.+-]+@[\w.-]+\.\w+|\b\d{3}-\d{3}-\d{4}\b/g) ?? [];
    expect(addresses.length).toBeGreaterThan(4);
    for (const address of addresses) expect(contacts).toContain(address);
  });

  it('are refused with the place of the fault when a date does not exist', () => {
    expect(() => parseFacts(yaml.replace('2026-27: 2026-09-15', '2026-27: 2026-09-31'))).toThrow(
      /caa_science_opens\.2026-27: must be a date that exists/,
    );
  });

  it('are refused when a school year is not one', () => {
    expect(() => parseFacts(yaml.replace('checklist_year: 2026-27', 'checklist_year: 2026-28'))).toThrow(
      /checklist_year: must be a school year/,
    );
  });

  it('are refused when something is missing or unknown', () => {
    const { toms: _left, ...rest } = parse(yaml, { schema: 'core' });
    expect(() => parseFacts(stringify(rest))).toThrow(/toms/);
    expect(() => parseFacts(`${yaml}\nsurprise: 1\n`)).toThrow(/surprise/);
  });

  it('are looked up without inherited properties', () => {
    expect(lookUp({ a: 1 }, 'a')).toBe(1);
    expect(lookUp({ a: 1 }, 'constructor')).toBeUndefined();
  });
});
