/** Of what somebody wants to be reminded: a day they name, a date of the documents, a task, or what was just answered. */
import { gist, likeness } from '../../../escalation/like.ts';
import { nextDate, remindableAhead } from '../../../planning/ahead.ts';
import type { DatedItem } from '../../../planning/reminder-times.ts';
import type { Turn } from '../../skill.ts';
import { dateMentions } from '../../slots/mentions.ts';
import { settle } from '../../slots/years.ts';
import { idOf, type World } from '../../world.ts';

const YEAR_DAYS = 366;
/** From this share of common words on a task or a date is meant. */
const ALIKE_FROM = 0.5;
const MOST_CANDIDATES = 3;
const COMMAND =
  /^.*?\b(?:remind me|set (?:me )?a reminder|set up a reminder|give me a reminder)\b(?:\s+again)?[\s,:]*/is;
const BEFORE = /^(?:(?:please|about|of|on|for|to|that|the day|before|by|at|when)\b[\s,:]*)+/i;
const AFTER = /(?:[\s,:]*\b(?:about|of|on|for|to|that|before|by|at|due|is|are|the))*[\s,.:!?]*$/i;
const POINTS_BACK = /^(?:it|this|that|this one|that one|the date|the deadline|the day)?$/i;

/** @returns undefined when it cannot be told; without a label where a day alone is named that the documents do not know */
export function meantItem(turn: Turn, world: World): DatedItem | undefined {
  // "January 20: training" is no time of day.
  const asked = turn.text
    .replace(COMMAND, '')
    .replace(/[\s.!?]+$/, '')
    .replace(/:(?=\s)/g, ',');
  const words = asked.replace(BEFORE, '').trim();
  if (POINTS_BACK.test(words)) return fromEntry(turn.state.last?.subject, turn, world);
  return namedDay(asked, turn, world) ?? fromDocuments(words, turn, world);
}

/** Whether more is said than "remind me". */
export function namesSomething(message: string): boolean {
  const asked = message.replace(COMMAND, '').replace(/[\s.!?]+$/, '');
  return !POINTS_BACK.test(asked.replace(BEFORE, '').trim());
}

/** "… on December 10 to order the packs" */
function namedDay(asked: string, { message, today }: Turn, world: World): DatedItem | undefined {
  const { holidays } = world.ruleIntents.reading;
  for (const mention of dateMentions(asked, message.at, holidays)) {
    const settled = settle(mention, { base: today, from: today }, holidays);
    if (!settled || settled.from !== settled.to) continue;
    const rest = `${asked.slice(0, mention.start).replace(AFTER, '')} ${asked.slice(mention.end)}`;
    const label = rest
      .replace(/^[\s,.:]+/, '')
      .replace(BEFORE, '')
      .trim();
    const date = settled.from;
    const known = remindableAhead(world, today, YEAR_DAYS).find((item) => item.date === date);
    // A day alone: what the documents say of it.
    return { date, label: label || known?.label || (mention.holiday ? mention.said : '') };
  }
  return undefined;
}

function fromDocuments(words: string, turn: Turn, world: World): DatedItem | undefined {
  const wanted = gist(words);
  const [near] = remindableAhead(world, turn.today, YEAR_DAYS)
    .map((item) => ({ item, share: likeness(wanted, gist(item.label)) }))
    .filter(({ share }) => share >= ALIKE_FROM)
    .sort((a, b) => b.share - a.share);
  if (near) return near.item;
  const spoken = world.turnFor({ ...turn.message, text: words, action: undefined }, {});
  const { candidates, verdict } = spoken.understood;
  if (verdict === 'unknown') return undefined;
  for (const { key } of candidates.slice(0, MOST_CANDIDATES)) {
    const item = fromEntry(key, turn, world);
    if (item) return item;
  }
  return undefined;
}

/** The next date of an entry, deadlines first; else a task that belongs to it. */
function fromEntry(subject: string | undefined, { today }: Turn, world: World): DatedItem | undefined {
  if (!subject?.startsWith('entry:')) return undefined;
  const id = idOf(subject);
  const entry = world.library.entry(id, today);
  return (entry && nextDate(entry, today)) ?? taskOf(world.library.root(id), today, world);
}

function taskOf(entry: string, today: string, { library }: World): DatedItem | undefined {
  const [task] = library.knowledge.tasks
    .filter(({ due, entry: of }) => due && due > today && of && library.root(of) === entry)
    .sort((a, b) => a.due!.localeCompare(b.due!));
  return task && { label: task.title, date: task.due! };
}
