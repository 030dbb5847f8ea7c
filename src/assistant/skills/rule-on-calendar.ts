/** The calculators, on the calendars that are stored. */
import type { CalendarStore } from '../../calendar/calendar-store.ts';
import { calendarShelf, withCalendars } from '../rules/own-calendar.ts';
import type { World } from '../world.ts';
import { type RuleSkill, ruleSkill } from './rule.ts';

/** Rules that need no more than a calendar: with one, the general answer gives way to the computed one. */
const CALENDAR_ALONE: ReadonlySet<string> = new Set([
  'window-earliest-start',
  'window-latest-end',
  'window-latest-start',
]);

/**
 * The rule skill for a store of calendars; it takes the place of the one without, by its id.
 * @example createAssistant(world, conversations, [await ruleOnCalendar(world, calendarFiles('data/calendars'))])
 */
export async function ruleOnCalendar(world: World, store: CalendarStore): Promise<RuleSkill> {
  const shelf = calendarShelf(store);
  await shelf.refresh();
  const skill = withCalendars(ruleSkill(world, { calendarFor: (turn) => shelf.calendarFor(turn) }), shelf);
  return {
    ...skill,
    opens(turn) {
      const claimed = skill.opens?.(turn);
      const known = turn.understood.verdict === 'sure' || turn.understood.verdict === 'answer';
      if (claimed || turn.state.dialogue || !known) return claimed;
      const rule = skill.recogniser.ruleOf(turn.understood.candidates[0]?.key, turn.today);
      return rule && CALENDAR_ALONE.has(rule) && shelf.calendarFor(turn) ? `rule:${rule}` : undefined;
    },
  };
}
