/** What was asked and not answered, or did not help: like questions together, the most frequent first. */
import { gist, likeKey, likeness } from '../escalation/like.ts';
import type { IgnoredMiss, Question, Questions } from '../records/asked.ts';

/** From this share of common words on two misses are one. */
const ALIKE_FROM = 0.5;

export interface Miss {
  /** What its first question is about: stays the same as the group grows. */
  key: string;
  /** In different words, the most frequent first. */
  questions: string[];
  count: number;
  unhelpful: number;
  /** Why it did not help, in people's words. */
  reasons: string[];
  lastAt: number;
}

/** Those that were asked in words of their own: pressed buttons and talk about tickets are none. */
function isMiss({ text, action, subject, outcome, helpful }: Question): boolean {
  if (!text.trim()) return false;
  if (helpful === false) return true;
  return outcome === 'escalate' && !action && subject !== 'intent:talk-to-person';
}

/** @returns misses that are not ignored, the most frequent first */
export function groupMisses(questions: readonly Question[], ignored: readonly IgnoredMiss[]): Miss[] {
  const groups: { key: string; words: string[]; members: Question[] }[] = [];
  const dropped = ignored.map((miss) => miss.key.split(' '));
  for (const question of [...questions].filter(isMiss).sort((a, b) => a.at - b.at)) {
    const words = gist(question.text);
    if (dropped.some((other) => likeness(words, other) >= ALIKE_FROM)) continue;
    const group = groups.find((g) => likeness(words, g.words) >= ALIKE_FROM);
    if (group) group.members.push(question);
    else groups.push({ key: likeKey(question.text), words, members: [question] });
  }
  return groups
    .map(({ key, members }) => toMiss(key, members))
    .sort((a, b) => b.count - a.count || b.lastAt - a.lastAt);
}

function toMiss(key: string, members: readonly Question[]): Miss {
  const counts = new Map<string, number>();
  for (const { text } of members) counts.set(text.trim(), (counts.get(text.trim()) ?? 0) + 1);
  const questions = [...counts].sort((a, b) => b[1] - a[1]).map(([text]) => text);
  return {
    key,
    questions,
    count: members.length,
    unhelpful: members.filter((q) => q.helpful === false).length,
    reasons: members.flatMap((q) => (q.reason ? [q.reason] : [])),
    lastAt: Math.max(...members.map((q) => q.at)),
  };
}

export async function findMisses(
  records: {
    questions: Pick<Questions, 'list'>;
    ignoredMisses: { list(): Promise<IgnoredMiss[]> | IgnoredMiss[] };
  },
  since: number,
): Promise<Miss[]> {
  const asked = await records.questions.list({ since, outcomes: ['escalate'], unhelpful: true });
  return groupMisses(asked, await records.ignoredMisses.list());
}
