/** Days and times: school calendars, reminders that people asked for, downtimes that administrators entered. */
import type { Later } from './later.ts';

export interface KeptCalendar {
  /** Such as `lea` or `lea/school`: chosen by who keeps it. */
  key: string;
  /** Plain JSON. */
  data: unknown;
  updatedAt: number;
}

export interface Calendars {
  get(key: string): Later<KeptCalendar | undefined>;
  save(key: string, data: unknown, at: number): Later<void>;
  remove(key: string): Later<boolean>;
  list(): Later<KeptCalendar[]>;
}

export interface Reminder {
  id: string;
  person: string;
  conversation: string;
  /** Plain JSON: which date, which task. */
  about: Record<string, unknown>;
  dueAt: number;
  createdAt: number;
}

export interface Reminders {
  add(reminder: Reminder): Later<void>;
  /** A person's, the soonest first. */
  ofPerson(person: string): Later<Reminder[]>;
  /** Due by now, the soonest first: whoever sends one removes it in the same transaction. */
  due(now: number, limit?: number): Later<Reminder[]>;
  /** @returns whether it was still there: of two instances one gets true */
  remove(id: string): Later<boolean>;
}

export interface Downtime {
  id: string;
  /** Such as TOMS. */
  system: string;
  note?: string;
  from: number;
  until?: number;
  by: string;
  endedAt?: number;
}

export interface Downtimes {
  add(downtime: Downtime): Later<void>;
  /** @returns whether it was under way or ahead */
  end(id: string, at: number): Later<boolean>;
  /** Under way at a moment, or later. */
  current(at: number): Later<Downtime[]>;
  /** Whose time is over at a moment, and that nobody has ended. */
  over(at: number): Later<Downtime[]>;
}
