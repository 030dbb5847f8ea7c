import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadKnowledge } from '../../src/knowledge/load.ts';

const bare = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const lines = (file: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const phrasings = new Set(loadKnowledge('knowledge').knowledge.entries.flatMap((e) => e.questions.map(bare)));
/** "thank you", "hi there": small talk is the same whoever writes it. */
const says = (text: string) => bare(text).split(' ').length > 2;

describe('questions held apart', () => {
  it('for measuring are never phrasings of the knowledge', () => {
    const asked = lines('test/questions/unseen.jsonl').flatMap((c: { turns: string[] }) => c.turns);
    expect(asked.filter((t) => says(t) && phrasings.has(bare(t)))).toEqual([]);
  });

  it('for fitting are never phrasings of the knowledge', () => {
    const asked = lines('knowledge/fitting.jsonl').map((q: { text: string }) => q.text);
    expect(asked.filter((t) => phrasings.has(bare(t)))).toEqual([]);
  });

  it('for fitting name entries that exist, or nothing', () => {
    const ids = new Set(loadKnowledge('knowledge').knowledge.entries.map((e) => `entry:${e.id}`));
    const named = lines('knowledge/fitting.jsonl').map((q: { id: string | null }) => q.id);
    expect(named.filter((id) => id !== null && !ids.has(id))).toEqual([]);
  });
});
