/** The district's own calendar for the person who asks. */
import { chooseCalendar } from '../../calendar/calendar-for.ts';
import type { CalendarStore, StoredCalendar } from '../../calendar/calendar-store.ts';
import { sayName } from '../../calendar/say.ts';
import { fill, loadCalendarTexts } from '../../calendar/texts.ts';
import { schoolYearOf } from '../../knowledge/dates.ts';
import type { Skill, Turn } from '../skill.ts';

export interface OwnCalendar {
  /** The calendar object of the rules. */
  calendar: StoredCalendar['calendar']['calendar'];
  /** Whose it is and of which year, to be said with the answer. */
  name: string;
  stored: StoredCalendar;
}

/** The stored calendars at hand, so that a rule can be computed without waiting. */
export interface CalendarShelf {
  /** Reads the store anew: before a message, so that a changed calendar changes the answer. */
  refresh(): Promise<void>;
  /** The calendar of the person's school or LEA, for the school year of the message or another. */
  calendarFor(turn: Pick<Turn, 'message' | 'today'>, schoolYear?: string): OwnCalendar | undefined;
}

/**
 * @example
 * const shelf = calendarShelf(calendarFiles('data/calendars'));
 * await shelf.refresh();
 * shelf.calendarFor(turn)?.name // 'Valley Oak Unified, 2026-27'
 */
export function calendarShelf(store: CalendarStore): CalendarShelf {
  let all: readonly StoredCalendar[] = [];
  return {
    async refresh() {
      all = await store.list();
    },
    calendarFor({ message, today }, schoolYear = schoolYearOf(today)) {
      const { lea, school } = message.person;
      const stored = chooseCalendar(all, { lea, school, schoolYear });
      if (!stored) return undefined;
      const texts = loadCalendarTexts();
      const name = fill(texts.labels.whose ?? '', {
        name: sayName(stored.lea, stored.school, texts),
        year: schoolYear,
      });
      return { calendar: stored.calendar.calendar, name, stored };
    },
  };
}

/** A skill that sees the calendars as they are stored at the moment of each message. */
export function withCalendars<S extends Skill>(skill: S, shelf: CalendarShelf): S {
  const { start, resume, press, blank } = skill;
  return {
    ...skill,
    start: async (turn, subject) => {
      await shelf.refresh();
      return start(turn, subject);
    },
    ...(resume && {
      resume: async (turn: Turn, data: unknown) => {
        await shelf.refresh();
        return resume(turn, data);
      },
    }),
    ...(press && {
      press: async (turn: Turn, action: string) => {
        await shelf.refresh();
        return press(turn, action);
      },
    }),
    ...(blank && {
      blank: async (turn: Turn, id: string) => {
        await shelf.refresh();
        return blank(turn, id);
      },
    }),
  };
}
