/** Dates told from today ("last Friday", "two weeks ago") and times of day. */
import { casual } from 'chrono-node/en';
import type { DateMention } from './dates.ts';
import { level } from './tokens.ts';

/** What makes a phrase relative; anything else that chrono would read is left alone. */
const RELATIVE =
  /\b(today|tonight|tomorrow|yesterday|ago|last|next|this|coming|past|from now|day before|day after|in (a|an|one|two|three|\d+) (day|week|month)s?|morning|afternoon|evening)\b/;
const WEEKDAY = /\b(sun|mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?)(day)?\b/;
/** Names no single day. */
const NO_DAY = /^(last|next|this|past|coming) (day|week|weekend)$/;
const TIME =
  /\b(?:(\d{1,2})(?::|\.)(\d\d)(?::\d\d)?\s*(a\.?m\.?|p\.?m\.?|a|p)?|(\d{1,2})\s*(a\.?m\.?|p\.?m\.?)|(noon|midnight))(?![\w/])/g;

/**
 * Dates told relative to today, outside the places in `taken`.
 * @param now the moment of the message, such as 2027-03-17T10:00:00-07:00; its clock time counts, not its zone
 */
export function readRelative(text: string, now: string, taken: readonly DateMention[]): DateMention[] {
  let left = level(text).replace(/\b(?:20)?\d\d\s*[-/]\s*(?:20)?\d\d\b/g, (m) => ' '.repeat(m.length));
  for (const t of taken) left = left.slice(0, t.start) + ' '.repeat(t.end - t.start) + left.slice(t.end);
  if (!RELATIVE.test(left) && !WEEKDAY.test(left)) return [];
  const instant = new Date(`${now.slice(0, 19)}Z`);
  if (Number.isNaN(instant.getTime())) return [];
  return casual
    .parse(left, { instant, timezone: 'UTC' })
    .filter((r) => (RELATIVE.test(r.text) || WEEKDAY.test(r.text)) && !NO_DAY.test(r.text))
    .filter(
      (r) =>
        !/\b(year|spring|fall|summer|winter|month|minute|second)s?\b/.test(r.text) ||
        /ago|from now/.test(r.text),
    )
    .map((r) => {
      const { start } = r;
      const date = [start.get('year')!, start.get('month')!, start.get('day')!]
        .map((n, i) => String(n).padStart(i ? 2 : 4, '0'))
        .join('-');
      return {
        start: r.index,
        end: r.index + r.text.length,
        said: text.slice(r.index, r.index + r.text.length).trim(),
        date: pastWeekday(r.text, date, now.slice(0, 10)),
      };
    });
}

/** "Last Friday" is the latest Friday before today, whatever week it is in. */
function pastWeekday(said: string, date: string, today: string): string {
  if (!/\b(last|past)\b/.test(said) || !WEEKDAY.test(said)) return date;
  let at = new Date(`${date}T12:00:00Z`);
  const limit = new Date(`${today}T12:00:00Z`);
  while (at.getTime() + 7 * 864e5 < limit.getTime()) at = new Date(at.getTime() + 7 * 864e5);
  return at.toISOString().slice(0, 10);
}

export interface TimeMention {
  start: number;
  end: number;
  /** `14:30`. */
  time: string;
}

/** Times of day: `readTimes('at 2:30pm')` has `14:30`. An hour without a.m. or p.m. before 7 is taken as afternoon. */
export function readTimes(text: string): TimeMention[] {
  return [...level(text).matchAll(TIME)].flatMap((m) => {
    const word = m[6];
    const raw = word ? (word === 'noon' ? 12 : 0) : Number(m[1] ?? m[4]);
    const minute = word ? 0 : Number(m[2] ?? 0);
    const half = (m[3] ?? m[5] ?? '')[0];
    if (!word && m[1] && !m[3] && m[0].includes('.')) return [];
    if (raw > 23 || minute > 59 || (half && raw > 12)) return [];
    let hour = raw;
    if (half === 'p' && raw < 12) hour += 12;
    else if (half === 'a' && raw === 12) hour = 0;
    else if (!half && !word && raw > 0 && raw < 7 && !/^0/.test(m[0])) hour += 12;
    return [
      {
        start: m.index,
        end: m.index + m[0].length,
        time: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`,
      },
    ];
  });
}
