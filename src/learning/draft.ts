/** A miss as the draft of an entry: a person checks it, gives its source, and moves it to `knowledge/entries`. */
import { stringify } from 'yaml';
import { areAlike } from '../escalation/like.ts';
import type { Ticket } from '../records/tickets.ts';
import type { Miss } from './misses.ts';

const LONGEST_TITLE = 75;

const HEAD = `# A draft: the search does not read this folder. Before you move it to knowledge/entries/:
# 1. give topic, title and sources (document and section); without a source nothing is answered;
# 2. put the answer into your own short words, and check dates and contacts;
# 3. bring the questions to eight or more, without names and numbers of students.
`;

/** What an agent answered to a question like the miss, the newest answer. */
export function answerTo(miss: Miss, tickets: readonly Ticket[]): string | undefined {
  const answered = tickets.filter((t) => t.answer && miss.questions.some((q) => areAlike(q, t.question)));
  return answered.sort((a, b) => b.updatedAt - a.updatedAt)[0]?.answer;
}

/** @returns file name and YAML of the draft */
export function draftOf(miss: Miss, answer: string | undefined): { name: string; yaml: string } {
  const title = (miss.questions[0] ?? miss.key).slice(0, LONGEST_TITLE);
  const id =
    title
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 48)
      .replace(/-+$/, '') || 'draft';
  const entry = {
    id,
    topic: 'to-be-filled-in',
    title,
    answer: answer ?? 'To be filled in.',
    sources: [],
    questions: miss.questions.map((q) => q.slice(0, 200)),
    ...(miss.reasons.length ? { remarks: miss.reasons } : {}),
  };
  return { name: `${id}.yaml`, yaml: `${HEAD}${stringify([entry], { lineWidth: 110 })}` };
}
