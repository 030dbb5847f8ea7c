/** A downtime in words, and words as a downtime. Pure. */
import { momentOf, sayWhen } from '../escalation/working-time.ts';
import { isRealDate } from '../knowledge/dates.ts';
import type { Library } from '../knowledge/library.ts';
import type { System } from '../knowledge/schema.ts';
import type { Downtime } from '../records/planning.ts';
import { words } from '../search/normalise.ts';
import type { Texts } from './texts.ts';

/** Systems of the state keep its time. */
export const STATE_ZONE = 'America/Los_Angeles';
const MOMENT = /\b(from|until) (\d{4}-\d\d-\d\d)(?:[ T](?:at )?(\d{1,2}:\d\d))?(?=\s|$|[.,;])/gi;
const LONGEST_NOTE = 300;
const LONGEST_SYSTEM = 60;
/** The first and the last minute of a day that is named without a time. */
const DAY = { from: '00:00', until: '23:59' } as const;

/**
 * @param at from when it is seen: the same downtime is ahead, and later under way
 * @example sayDowntime({ system: 'TOMS', from, until, note: 'Upgrade' }, now, texts)
 * // 'TOMS is down: since Saturday, November 21, 10:00 AM, until Sunday, November 22, 5:00 PM. Upgrade.'
 */
export function sayDowntime(
  { system, from, until, note }: Pick<Downtime, 'system' | 'from' | 'until' | 'note'>,
  at: number,
  texts: Texts,
): string {
  const ahead = from > at;
  const till = until
    ? texts(ahead ? 'until_ahead' : 'until_now', { until: sayWhen(until, STATE_ZONE) })
    : texts('until_open');
  const more = note ? ` ${note}${/[.!?]$/.test(note) ? '' : '.'}` : '';
  const said = { system, from: sayWhen(from, STATE_ZONE), until: till, note: more };
  return texts(ahead ? 'notice_ahead' : 'notice_now', said);
}

/** What stands after "downtime add". */
export interface Entered {
  system: string;
  from?: number;
  until?: number;
  note?: string;
}

/**
 * @returns undefined when it names no system, or a moment that does not exist
 * @example readDowntime('TOMS until 2026-11-22 17:00 upgrade', library) // { system: 'TOMS', until: 1795395600000, note: 'upgrade' }
 */
export function readDowntime(
  what: string,
  library: Pick<Library, 'knowledge'> | undefined,
): Entered | undefined {
  const moments: { from?: number; until?: number } = {};
  let wrong = false;
  const rest = what.replace(MOMENT, (_, word: string, day: string, time?: string) => {
    const which = word.toLowerCase() as 'from' | 'until';
    const at = isRealDate(day)
      ? momentOf(day, (time ?? DAY[which]).padStart(5, '0'), STATE_ZONE)
      : Number.NaN;
    if (Number.isNaN(at) || moments[which] !== undefined) wrong = true;
    moments[which] = at;
    return ' ';
  });
  const { system, note } = nameIn(rest.replace(/\s+/g, ' ').trim(), library);
  // A moment that could not be read must not become a note.
  if (/^(from|until)\b/i.test(note)) wrong = true;
  if (!system || wrong || (moments.from ?? 0) >= (moments.until ?? Infinity)) return undefined;
  return {
    system: system.slice(0, LONGEST_SYSTEM),
    ...moments,
    note: note.slice(0, LONGEST_NOTE) || undefined,
  };
}

/** The longest name of a system at the beginning, else the first word. */
function nameIn(
  said: string,
  library: Pick<Library, 'knowledge'> | undefined,
): { system: string; note: string } {
  const parts = said.split(' ');
  for (let n = Math.min(parts.length, 8); n > 0; n--) {
    const system = systemOf(parts.slice(0, n).join(' '), library);
    if (system) return { system: shortName(system), note: parts.slice(n).join(' ') };
  }
  return { system: parts[0] ?? '', note: parts.slice(1).join(' ') };
}

export const shortName = ({ short, name }: System): string => short ?? name;

/** All names of a system: as people write them, in plain words. */
export function namesOf({ id, name, short, aliases }: System): string[] {
  return [id, name, short ?? '', ...aliases].map((n) => words(n).join(' ')).filter((n) => n.length > 2);
}

/** The system of that name, however it is written. */
export function systemOf(name: string, library: Pick<Library, 'knowledge'> | undefined): System | undefined {
  const wanted = words(name).join(' ');
  return wanted ? library?.knowledge.systems.find((s) => namesOf(s).includes(wanted)) : undefined;
}
