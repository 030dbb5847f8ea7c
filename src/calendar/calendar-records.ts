/** Calendars in the store's collection of plain records. */
import type { Calendars } from '../records/planning.ts';
import { type CalendarStore, inOrder, keyOf, StoredCalendar, tidy } from './calendar-store.ts';

/**
 * The port on a collection of records; what is not a calendar is passed over.
 * @param now epoch milliseconds
 */
export function calendarRecords(records: Calendars, now: () => number): CalendarStore {
  const read = (data: unknown) => StoredCalendar.safeParse(data).data;
  return {
    save: async (lea, school, calendar) =>
      records.save(keyOf(lea, school, calendar.calendar.school_year), tidy(lea, school, calendar), now()),
    find: async (lea, school, schoolYear) => read((await records.get(keyOf(lea, school, schoolYear)))?.data),
    list: async () => inOrder((await records.list()).flatMap(({ data }) => read(data) ?? [])),
    remove: async (lea, school, schoolYear) => records.remove(keyOf(lea, school, schoolYear)),
  };
}
