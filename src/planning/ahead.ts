/** What lies ahead of a day: the dates of the documents, and the tasks of the month. */
import type { World } from '../assistant/world.ts';
import { addDays, sayDay } from '../knowledge/dates.ts';
import type { Entry } from '../knowledge/schema.ts';
import { place, sayWhere } from '../knowledge/timing.ts';
import { type DatedItem, remindable } from './reminder-times.ts';

export type Known = Partial<Pick<World, 'library' | 'datesAhead'>>;

export interface Ahead extends DatedItem {
  /** Such as "Tuesday, December 1, 2026 (in 10 days)". */
  when: string;
  /** Only the month is known: of that nobody can be reminded to the day. */
  vague: boolean;
}

/** Dates of the next days, the soonest first. */
export function datesAhead(known: Known, today: string, days: number): Ahead[] {
  return (known.datesAhead?.(today, addDays(today, days)) ?? []).map((dated) => {
    const placed = place(dated.date, today);
    return { label: dated.label, date: placed.from, when: sayWhere(placed), vague: placed.vague };
  });
}

export interface MonthTask {
  title: string;
  /** With the day it is due. */
  said: string;
  /** What one can be reminded of, while its day is ahead. */
  item?: DatedItem;
}

/** A deadline so soon after the month is the one that a task of the month is about. */
const DAYS_AFTER = 7;

/** Tasks of the month that a day lies in: to be done by their own day, their entry's deadline, or the end of the month. */
export function tasksOf({ library }: Known, today: string): MonthTask[] {
  const month = today.slice(0, 7);
  const end = addDays(`${addDays(`${month}-28`, 7).slice(0, 7)}-01`, -1);
  const tasks = library?.knowledge.tasks.filter((task) => task.month === month) ?? [];
  return tasks.map(({ title, due, entry: of }) => {
    const entry = of && library?.entry(of, today);
    const next = entry && nextDate(entry, today)?.date;
    const date = due ?? (next && next <= addDays(end, DAYS_AFTER) ? next : end);
    return {
      title,
      said: due ? `${title} (${sayDay(due)})` : title,
      item: date > today ? { label: title, date } : undefined,
    };
  });
}

/** The next day that an entry names, deadlines first; months alone do not count. */
export function nextDate(entry: Entry, today: string): DatedItem | undefined {
  const ahead = Object.values(entry.dates)
    .map((date) => ({ date, placed: place(date, today) }))
    .filter(({ placed }) => placed.state === 'ahead' && !placed.vague)
    .sort((a, b) => a.placed.from.localeCompare(b.placed.from));
  const next = ahead.find(({ date }) => date.kind === 'deadline' || date.kind === 'closes') ?? ahead[0];
  return next && { label: next.date.label, date: next.placed.from };
}

/** All that one can be reminded of in the next days, each once: dates first, the soonest first, then tasks. */
export function remindableAhead(known: Known, today: string, days: number): DatedItem[] {
  const dates = datesAhead(known, today, days)
    .filter(({ vague, date }) => !vague && date > today)
    .map(({ label, date }) => ({ label, date }));
  const tasks = tasksOf(known, today).flatMap(({ item }) => (item ? [item] : []));
  const each = new Map([...dates, ...tasks].map((item) => [remindable(item), item]));
  return [...each.values()];
}
