import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { answerEntry } from '../../src/assistant/answer.ts';
import { versionOf } from '../../src/assistant/given.ts';
import { loadTexts } from '../../src/escalation/texts.ts';
import { checkDrafts } from '../../src/knowledge/drafts.ts';
import { createLibrary, type Library } from '../../src/knowledge/library.ts';
import { loadKnowledge } from '../../src/knowledge/load.ts';
import { findCorrections, sendCorrections } from '../../src/learning/corrections.ts';
import { answerTo, draftOf } from '../../src/learning/draft.ts';
import { groupMisses } from '../../src/learning/misses.ts';
import type { Given, Question } from '../../src/records/asked.ts';
import type { NewDelivery } from '../../src/records/deliveries.ts';
import type { Ticket } from '../../src/records/tickets.ts';

let at = 0;
const asked = (text: string, more: Partial<Question> = {}): Question => ({
  id: text,
  message: 'm',
  conversation: 'c',
  person: 'p',
  text,
  outcome: 'escalate',
  at: ++at,
  ...more,
});

describe('misses', () => {
  test('like ones are one, the most frequent first, in the words that were used most', () => {
    const misses = groupMisses(
      [
        asked('Which flag on the roof?'),
        asked('is toms down'),
        asked('Is TOMS down??'),
        asked('TOMS is down'),
        asked('When is lunch?', { outcome: 'answer', helpful: false, reason: 'old' }),
      ],
      [],
    );
    expect(misses.map((m) => [m.count, m.unhelpful])).toEqual([
      [3, 0],
      [1, 1],
      [1, 0],
    ]);
    expect(misses[1]?.reasons).toEqual(['old']);
  });

  test('answers, pressed buttons, empty texts and talk about tickets are none', () => {
    const none = [
      asked('x', { outcome: 'answer' }),
      asked('x', { outcome: 'answer', helpful: true }),
      asked('x', { action: 'none:' }),
      asked(' '),
      asked('x', { subject: 'intent:talk-to-person' }),
    ];
    expect(groupMisses(none, [])).toEqual([]);
  });

  test('one that is ignored stays ignored, also in other words', () => {
    const [miss] = groupMisses([asked('is toms down')], []);
    const ignored = [{ key: miss!.key, by: 'a', at: 1 }];
    expect(groupMisses([asked('is toms down'), asked('TOMS down today?')], ignored)).toEqual([]);
    expect(groupMisses([asked('Which flag on the roof?')], ignored)).toHaveLength(1);
  });

  test('a draft holds the questions and the agent’s answer, and the check accepts it', () => {
    const [miss] = groupMisses([asked('Which flag on the roof?'), asked('which flag: on the "roof"?')], []);
    const ticket = { question: 'Which flag is on the roof', answer: 'The blue one.', updatedAt: 1 } as Ticket;
    const { name, yaml } = draftOf(miss!, answerTo(miss!, [ticket]));
    expect(parse(yaml)).toMatchObject([
      { id: 'which-flag-on-the-roof', answer: 'The blue one.', sources: [], questions: miss!.questions },
    ]);
    const folder = join(mkdtempSync(join(tmpdir(), 'caaspp-drafts-')), 'knowledge');
    mkdirSync(join(folder, 'drafts'), { recursive: true });
    writeFileSync(join(folder, 'drafts', name), yaml);
    expect(checkDrafts(folder)).toEqual({ count: 1, faults: [] });
    expect(loadKnowledge(folder).knowledge.entries).toEqual([]);
    writeFileSync(join(folder, 'drafts', 'bad.yaml'), '- { id: x }');
    expect(checkDrafts(folder).faults.length).toBeGreaterThan(0);
  });
});

describe('corrections', () => {
  const NOW = Date.parse('2026-11-23T10:00:00-08:00');
  let library: Library;
  beforeAll(() => {
    library = createLibrary(loadKnowledge('knowledge').knowledge);
  });
  const entryOf = () => {
    const entry = library.knowledge.entries.find((e) => e.outcome === 'answer' && !e.holds && !e.ask_role)!;
    return library.entry(entry.id, '2026-11-23')!;
  };
  const given = (more: Partial<Given>): Given => ({
    id: 'g',
    entry: entryOf().id,
    version: 'old',
    conversation: 'web:c',
    person: 'p',
    message: 'm',
    at: NOW - 86_400_000,
    ...more,
  });

  test('only an entry that tells something else than then is corrected', () => {
    expect(findCorrections([given({ version: versionOf(entryOf()) })], library, NOW)).toEqual([]);
    expect(findCorrections([given({ entry: 'gone' })], library, NOW)).toEqual([]);
    expect(findCorrections([given({})], library, NOW)).toMatchObject([
      { entry: { id: entryOf().id }, ids: ['g'] },
    ]);
  });

  test('each conversation is told once, with the day, and all rows are settled', async () => {
    const rows = [given({ id: 'a' }), given({ id: 'b' }), given({ id: 'c', conversation: 'slack:T:C:1' })];
    const added: NewDelivery[] = [];
    const settled: string[] = [];
    const { intents } = { intents: { voice: {} } };
    const told = await sendCorrections(
      findCorrections(rows, library, NOW),
      (entry) => answerEntry(entry, { library, voice: intents.voice, today: '2026-11-23' }),
      loadTexts(),
      {
        outbox: { add: (delivery) => Boolean(added.push(delivery)) },
        answersGiven: { markCorrected: (ids) => void settled.push(...ids) },
      },
      NOW,
    );
    expect(told).toBe(2);
    expect(added.map((d) => [d.kind, d.target])).toEqual([
      ['web', 'web:c'],
      ['slack', 'slack:T:C:1'],
    ]);
    expect(JSON.stringify(added[0]!.payload)).toContain('on November 22, 2026 I answered you');
    expect(settled).toEqual(['a', 'b', 'c']);
  });
});
