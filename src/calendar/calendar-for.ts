/** The calendar that a rule computes on for a person. */
import type { CalendarStore, StoredCalendar } from './calendar-store.ts';
import { plainName } from './calendar-store.ts';

export interface WhoseCalendar {
  lea?: string;
  school?: string;
  /** Such as `2026-27`. */
  schoolYear: string;
}

/**
 * The stored calendar that fits: the school's own, else that of its LEA. Whoever is known by no LEA gets the only
 * calendar there is for the LEA; where several could be meant, none is taken.
 * @returns what to compute with (`.calendar.calendar` is the rules' calendar object) and whose it is, or undefined
 * @example (await calendarFor(store, { schoolYear: '2026-27' }))?.calendar.calendar.first_day // '2026-08-12'
 */
export async function calendarFor(
  store: CalendarStore,
  whose: WhoseCalendar,
): Promise<StoredCalendar | undefined> {
  return chooseCalendar(await store.list(), whose);
}

/** As `calendarFor`, among calendars at hand. */
export function chooseCalendar(
  stored: readonly StoredCalendar[],
  { lea, school, schoolYear }: WhoseCalendar,
): StoredCalendar | undefined {
  const all = stored.filter((s) => s.calendar.calendar.school_year === schoolYear);
  const ofLea = all.filter((s) => lea === undefined || !s.lea || plainName(s.lea) === plainName(lea));
  if (school !== undefined) {
    const own = ofLea.filter((s) => s.school !== null && plainName(s.school) === plainName(school));
    if (own.length) return own.length === 1 ? own[0] : undefined;
  }
  const whole = ofLea.filter((s) => s.school === null);
  const exact = lea === undefined ? whole : whole.filter((s) => s.lea);
  const fitting = exact.length ? exact : whole;
  if (fitting.length === 1) return fitting[0];
  // A single school's calendar is everybody's only where no school is named.
  return !fitting.length && school === undefined && ofLea.length === 1 ? ofLea[0] : undefined;
}
