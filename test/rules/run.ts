/** What the rule tests share: the shipped facts, the fixtures, and one way of asking a rule. */
import { readFileSync } from 'node:fs';
import type { Answer } from '../../src/rules/envelope.ts';
import { loadFacts } from '../../src/rules/facts.ts';
import { findRule } from '../../src/rules/index.ts';

export const facts = loadFacts();

export function run(rule: string, inputs: unknown): Answer {
  const found = findRule(rule);
  if (!found) throw new Error(`There is no rule ${rule}.`);
  return found.run(inputs, facts);
}

function fixture(name: string): string {
  return readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
}

export const calendars: Record<string, Record<string, unknown>> = JSON.parse(fixture('calendars.json'));

/** The realistic district: 2026-08-12 to 2027-06-04, 180 days, spring break March 29 to April 2. */
export const mainDistrict = calendars['ca-2026-27-180'] as Record<string, unknown>;

/** A calendar of so many days in a row, Monday to Friday, from August 17, 2026. */
export function calendarOf(days: number): { school_year: string; instructional_days: string[] } {
  const list: string[] = [];
  for (let at = Date.parse('2026-08-17T00:00Z'); list.length < days; at += 86_400_000) {
    const day = new Date(at);
    if (day.getUTCDay() % 6 !== 0) list.push(day.toISOString().slice(0, 10));
  }
  return { school_year: '2026-27', instructional_days: list };
}

export interface Case {
  id: string;
  rule: string;
  inputs: unknown;
  expected: Answer;
  why: string;
}

/** Worked cases computed by an independent program, with their calendars filled in. */
export const cases: Case[] = fixture('cases.jsonl')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line) as Case)
  .map((c) => ({ ...c, inputs: withCalendars(c.inputs) }));

function withCalendars(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withCalendars);
  if (typeof value !== 'object' || value === null) return value;
  if ('$calendar' in value) return calendars[String(value.$calendar)];
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, withCalendars(v)]));
}
