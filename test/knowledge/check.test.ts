import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { checkKnowledge } from '../../src/knowledge/check.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const source = {
  id: 'list',
  title: 'Checklist',
  dated: '2026-07',
  dated_label: 'July 2026',
  standing: 'current',
  school_year: '2026-27',
};
const sources = [{ document: 'list', section: 'December' }];
const contact = {
  id: 'caltac',
  name: 'CalTAC',
  for: 'technical help',
  ways: [
    { by: 'email', value: 'caltac@ets.org' },
    { by: 'phone', value: '1-800-955-2954' },
  ],
  standing: 'current',
  sources,
};
const entry = (more: object = {}) => ({
  id: 'window',
  topic: 'windows',
  title: 'Testing window',
  answer: 'Set the window in TOMS. CalTAC helps at caltac@ets.org or 800-955-2954.',
  sources,
  questions: Array.from({ length: 8 }, (_, i) => `way ${i} of asking for the window`),
  ...more,
});
const term = { short: 'TOMS', long: 'Test Operations Management System', sources };

/** Faults of a small knowledge folder, each as "file: item: field: message". */
function faultsOf(
  entries: readonly object[],
  more: Record<string, unknown> = {},
  raw: Record<string, string> = {},
) {
  const root = mkdtempSync(join(tmpdir(), 'knowledge-'));
  folders.push(root);
  const folder = join(root, 'knowledge');
  mkdirSync(join(folder, 'entries'), { recursive: true });
  const files: Record<string, unknown> = {
    'topics.yaml': [{ id: 'windows', title: 'Windows' }],
    'sources.yaml': [source],
    'contacts.yaml': [contact],
    'glossary.yaml': [term],
    'entries/windows.yaml': entries,
    ...more,
  };
  for (const [name, items] of Object.entries(files)) writeFileSync(join(folder, name), stringify(items));
  for (const [name, text] of Object.entries(raw)) writeFileSync(join(folder, name), text);
  const { knowledge, faults, whereabouts } = loadKnowledge(folder);
  return [...faults, ...checkKnowledge(knowledge, whereabouts)].map(
    (f) => `${f.file}: ${f.item}: ${f.field}: ${f.message}`,
  );
}

const AT = 'knowledge/entries/windows.yaml: window';

describe('a knowledge base without faults', () => {
  test('has none reported', () => {
    expect(faultsOf([entry()])).toEqual([]);
  });

  test('and neither has the shipped one', () => {
    const { knowledge, faults, whereabouts } = loadKnowledge('knowledge');
    expect([...faults, ...checkKnowledge(knowledge, whereabouts)]).toEqual([]);
  });
});

describe('each fault is named by file, entry and field', () => {
  test.each<[string, object, string]>([
    ['a field that is missing', { title: undefined }, 'title: '],
    ['a field that does not exist', { colour: 'red' }, 'Unrecognized key'],
    ['an answer too long for a chat', { answer: 'a'.repeat(701) }, 'answer: must fit a chat'],
    ['too few ways of asking', { questions: ['one'] }, 'questions: needs eight or more'],
    [
      'a date that does not exist',
      { dates: { due: { label: 'Due', on: '2027-02-29' } } },
      'dates.due.on: must be a date that exists',
    ],
    [
      'two dates in one',
      { dates: { due: { label: 'Due', on: '2027-03-01', yearly: '03-01' } } },
      'dates.due: needs exactly one',
    ],
    [
      'a period that ends before it begins',
      { dates: { due: { label: 'Due', from: '2027-03-02', until: '2027-03-01' } } },
      'dates.due: from is later',
    ],
    [
      'a time of holding that ends before it begins',
      { holds: { from: '2027-03-02', until: '2027-03-01' } },
      'holds: from is later',
    ],
    ['a topic that is not there', { topic: 'moons' }, 'topic: "moons" is not in'],
    ['a contact that is not there', { contacts: ['nobody'] }, 'contacts: "nobody" is not in'],
    ['a document that is not there', { documents: ['nothing'] }, 'documents: "nothing" is not in'],
    ['a related entry that is not there', { related: ['nowhere'] }, 'related: "nowhere" is not in'],
    ['an entry superseded that is not there', { supersedes: ['nowhere'] }, 'supersedes: "nowhere" is not in'],
    [
      'a source that is not there',
      { sources: [{ document: 'dream', section: 'x' }] },
      'sources: "dream" is not in',
    ],
    ['an answer without a source', { sources: [] }, 'sources: an answer needs a source'],
    [
      'a date token that is not there',
      { answer: 'By {due}.' },
      "answer: {due} is not one of this entry's dates",
    ],
    [
      'an email address that differs',
      { details: ['Write to caltac@ets.com.'] },
      'details.0: caltac@ets.com is not in the contacts',
    ],
    [
      'a phone number that differs',
      { steps: ['Call 800-955-2955.'] },
      'steps.0: 800-955-2955 is not in the contacts',
    ],
    ['an acronym that the glossary lacks', { note: 'See the QRG.' }, 'note: QRG is not in the glossary'],
    ['an answer that has ended', { holds: { until: '2026-06-30' } }, 'holds.until: ends on 2026-06-30'],
  ])('%s', (_name, more, message) => {
    const faults = faultsOf([entry(more)]);
    expect(faults.some((f) => f.startsWith(`${AT}: `) && f.includes(message))).toBe(true);
  });

  test('two entries with the same question', () => {
    const same = 'Way 0 of asking for the window?';
    const other = entry({
      id: 'other',
      questions: [
        ...entry()
          .questions.slice(1)
          .map((q) => `${q} again`),
        same,
      ],
    });
    expect(faultsOf([entry(), other])).toEqual([
      `knowledge/entries/windows.yaml: other: questions: "${same}" is also asked of window`,
    ]);
  });

  test('an id that is used twice', () => {
    const again = entry({ questions: entry().questions.map((q) => `${q} again`) });
    expect(faultsOf([entry(), again])).toContain(
      `${AT}: id: is already used in knowledge/entries/windows.yaml`,
    );
  });

  test('a task whose day does not lie in its month', () => {
    const task = {
      id: 'set',
      title: 'Set it',
      category: 'windows',
      month: '2026-12',
      due: '2027-01-05',
      sources,
    };
    const faults = faultsOf([entry()], { 'tasks.yaml': [task] });
    expect(faults.some((f) => f.startsWith('knowledge/tasks.yaml: set: due: '))).toBe(true);
  });

  test('a file that is no YAML, and one that is no list', () => {
    const faults = faultsOf([entry()], {}, { 'systems.yaml': '- id: [a', 'events.yaml': 'id: a' });
    expect(faults.some((f) => f.startsWith('knowledge/systems.yaml: the file: line '))).toBe(true);
    expect(faults).toContain(
      'knowledge/events.yaml: the file: -: must be a list of items, each beginning with "- "',
    );
  });

  test('an entry that has ended is no fault where it says what is true afterwards', () => {
    expect(faultsOf([entry({ holds: { until: '2026-06-30' }, past: 'It has ended.' })])).toEqual([]);
  });
});
