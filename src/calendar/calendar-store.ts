/** Where the calendars of districts and schools are kept: the port, and how the right one is found. */
import * as z from 'zod';
import { SchoolCalendar } from './school-calendar.ts';

export const StoredCalendar = z.strictObject({
  /** Name of the LEA; empty where the installation serves only one and nobody named it. */
  lea: z.string(),
  /** Name of the school or track; null for the whole LEA. */
  school: z.string().nullable(),
  calendar: SchoolCalendar,
});
export type StoredCalendar = z.infer<typeof StoredCalendar>;

/** One calendar for each LEA, school and school year. Names are compared without capitals and outer blanks. */
export interface CalendarStore {
  /** Keeps a calendar in place of the one of the same LEA, school and school year. */
  save(lea: string, school: string | null, calendar: SchoolCalendar): Promise<void>;
  find(lea: string, school: string | null, schoolYear: string): Promise<StoredCalendar | undefined>;
  /** All of them, by LEA, school and year. */
  list(): Promise<StoredCalendar[]>;
  /** @returns whether there was one */
  remove(lea: string, school: string | null, schoolYear: string): Promise<boolean>;
}

/** A name as it is compared: `plainName(' Oak  Hill ')` is `'oak hill'`. */
export function plainName(name: string): string {
  return name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** What identifies a calendar, as text: the same for names that differ only in capitals and blanks. */
export function keyOf(lea: string, school: string | null, schoolYear: string): string {
  return JSON.stringify([plainName(lea), school === null ? null : plainName(school), schoolYear]);
}

/** The calendar as it is kept, with tidy names. */
export function tidy(lea: string, school: string | null, calendar: SchoolCalendar): StoredCalendar {
  return { lea: lea.trim(), school: school?.trim() ?? null, calendar };
}

/** By LEA, school and year. */
export function inOrder(all: readonly StoredCalendar[]): StoredCalendar[] {
  const name = (s: StoredCalendar) => `${s.lea}\n${s.school ?? ''}\n${s.calendar.calendar.school_year}`;
  return [...all].sort((a, b) => name(a).localeCompare(name(b)));
}
