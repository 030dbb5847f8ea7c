/** Dates as people write them, with the place where each stands; the year may still be open. */
import { level } from './tokens.ts';

export interface DateMention {
  start: number;
  end: number;
  /** As it was written. */
  said: string;
  year?: number;
  /** 1 to 12; a mention without a month is "the 14th". */
  month?: number;
  /** Without a day the whole month is meant, without a month the whole year. */
  day?: number;
  /** 0 for Sunday, as written beside the date. */
  weekday?: number;
  /** Settled already, from words such as "yesterday". */
  date?: string;
  /** Name of the holiday. */
  holiday?: string;
  /** Such a date never exists, such as February 30. */
  impossible?: boolean;
  /** `14:30`, when a time of day stands with it. */
  time?: string;
  /** The day lies on this side of the date, and is not the date itself. */
  side?: 'before' | 'after' | 'by';
  /** The day lies so many days after the date, or before it. */
  away?: number;
  /** The day is the nearest such `weekday` before (-1) or after (1) the date. */
  fromDay?: number;
  /** This one and the next are the ends of a range. */
  opensRange?: boolean;
}

const MONTHS: [RegExp, number][] = [
  [/^jan/, 1],
  [/^feb/, 2],
  [/^mar/, 3],
  [/^apr/, 4],
  [/^may/, 5],
  [/^jun/, 6],
  [/^jul/, 7],
  [/^(aug|agu)/, 8],
  [/^(sep|set)/, 9],
  [/^oct/, 10],
  [/^nov/, 11],
  [/^dec/, 12],
];
const MONTH =
  'january|janu?ary|jan|february|febr?ua?ry|feburary|feb|march|mar|april|apirl|aprl|apr|may|june|jun|july|jul|august|agust|aug|september|setpember|septmber|sept|sep|october|ocotber|octber|oct|november|novemeber|novmber|nov|december|decemeber|decmber|dec';
const WEEKDAY =
  'sunday|sun|monday|mon|tuesday|tues|tue|wednesday|wednes|weds|wed|thursday|thurs|thur|thu|friday|fri|saturday|sat';
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const BEFORE = `(?:(?:${WEEKDAY})\\b[.,]?\\s+(?:the\\s+)?)?`;
const YEAR = `(?:\\s*,?\\s*(20\\d\\d)(?!\\d|\\s*-\\s*\\d\\d\\b)|\\s*,?\\s*'(\\d\\d)\\b)?`;
const TO = '\\s*(?:-|to|through|thru|until|till)\\s*';

type Draft = Omit<DateMention, 'start' | 'end' | 'said'>;
type Build = (m: RegExpMatchArray) => Draft | Draft[] | undefined;

const yearFrom = (four?: string, two?: string) =>
  four
    ? { year: four.length === 2 ? 2000 + Number(four) : Number(four) }
    : two
      ? { year: 2000 + Number(two) }
      : {};

/** Tried in this order; what one has read the next does not see. */
const FORMS: [RegExp, Build][] = [
  [/\b(\d{4})-(\d{1,2})-(\d{1,2})\b(?!\d)/g, (m) => ({ year: Number(m[1]), month: Number(m[2]), day: Number(m[3]) })],
  [
    new RegExp(`\\b${BEFORE}(${MONTH})\\b\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?${TO}(\\d{1,2})(?:st|nd|rd|th)?\\b(?![:/]|\\s*(?:a\\.?m|p\\.?m))${YEAR}`, 'g'),
    (m) => {
      const month = monthOf(m[1]!);
      const year = yearFrom(m[4], m[5]);
      return [
        { ...year, month, day: Number(m[2]), opensRange: true },
        { ...year, month, day: Number(m[3]) },
      ];
    },
  ],
  [
    new RegExp(`\\b${BEFORE}(${MONTH})\\b\\.?\\s*(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])\\b${YEAR}`, 'g'),
    (m) => ({ ...yearFrom(m[3], m[4]), month: monthOf(m[1]!), day: Number(m[2]) }),
  ],
  [
    new RegExp(`\\b${BEFORE}(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${MONTH})\\b\\.?${YEAR}`, 'g'),
    (m) => ({ ...yearFrom(m[3], m[4]), month: monthOf(m[2]!), day: Number(m[1]) }),
  ],
  [
    new RegExp(`\\b${BEFORE}(\\d{1,2})\\/(\\d{1,2})(?:\\/(\\d{4}|\\d{2}))?(?![\\d/])`, 'g'),
    (m) => ({ ...yearFrom(m[3]), month: Number(m[1]), day: Number(m[2]) }),
  ],
  [/\b(\d{1,2})[-.](\d{1,2})[-.](\d{4}|\d{2})\b/g, (m) => ({ ...yearFrom(m[3]), month: Number(m[1]), day: Number(m[2]) })],
  [new RegExp(`\\b(${MONTH})\\b\\.?,?\\s+(?:of\\s+)?(20\\d\\d)\\b`, 'g'), (m) => ({ year: Number(m[2]), month: monthOf(m[1]!) })],
  [
    new RegExp(`(?<=\\b(?:in|since|before|until|till|til|by|last|during|of|early|late|mid|this|next)\\s+)(${MONTH})\\b(?!\\s*\\d)`, 'g'),
    (m) => ({ month: monthOf(m[1]!) }),
  ],
  [/(?<=\b(?:in|since|during)\s+)(20\d\d)\b(?!\s*[-/]\s*\d)/g, (m) => ({ year: Number(m[1]) })],
  [/(?<=\bthe\s+)(\d{1,2})(?:st|nd|rd|th)\b(?!\s*(?:grade|graders?|day|working|instructional|of))/g, (m) => ({ day: Number(m[1]) })],
]; // biome-ignore format: a table of forms

/** School years such as 2026-27, which must not be read as dates. */
const SCHOOL_YEAR = /(?<!\d\s?[-/]\s?)\b(?:20)?(\d\d)\s*[-/]\s*(?:20)?(\d\d)\b(?![-/]\d)/g;

/**
 * The dates written out in a text, in their order.
 * @example readDates('got them 5/14, last day June 18, 2027').map((d) => [d.month, d.day, d.year])
 * // [[5, 14, undefined], [6, 18, 2027]]
 */
export function readDates(text: string): DateMention[] {
  let left = level(text).replace(SCHOOL_YEAR, (all, a, b) =>
    Number(b) === Number(a) + 1 && Number(a) > 12 ? ' '.repeat(all.length) : all,
  );
  const found: DateMention[] = [];
  for (const [form, build] of FORMS)
    left = left.replace(form, (...args) => {
      const at = args.find((a) => typeof a === 'number') as number;
      const all = args[0] as string;
      const drafts = [build(args as unknown as RegExpMatchArray) ?? []].flat();
      if (!drafts.length) return all;
      const wide = drafts.length > 1 ? Math.floor(all.length / 2) : all.length;
      drafts.forEach((d, i) => {
        const start = at + i * wide;
        const end = i === drafts.length - 1 ? at + all.length : at + wide;
        found.push({
          ...d,
          ...weekdayIn(all),
          start,
          end,
          said: text.slice(at, at + all.length).trim(),
          ...impossible(d),
        });
      });
      return ' '.repeat(all.length);
    });
  found.sort((a, b) => a.start - b.start);
  return markRanges(found, level(text));
}

function markRanges(found: DateMention[], text: string): DateMention[] {
  return found.map((d, i) => {
    const next = found[i + 1];
    if (!next || d.opensRange || found[i - 1]?.opensRange) return d;
    const between = text.slice(d.end, next.start);
    const before = text.slice(Math.max(0, d.start - 12), d.start);
    const range =
      /^\s*,?\s*(-|to|through|thru|until|till|til|thru to|and ends?( on)?|ending( on)?)\s*(the\s+)?$/.test(
        between,
      ) ||
      (/\bbetween\s+$/.test(before) && /^\s*and\s*$/.test(between));
    return range ? { ...d, opensRange: true } : d;
  });
}

function impossible({ year, month, day }: Draft): { impossible?: true } {
  if (month !== undefined && (month < 1 || month > 12)) return { impossible: true };
  if (day === undefined) return {};
  const most = month === undefined ? 31 : new Date(Date.UTC(year ?? 2024, month, 0)).getUTCDate();
  return day < 1 || day > most ? { impossible: true } : {};
}

function monthOf(name: string): number {
  return MONTHS.find(([form]) => form.test(name))?.[1] ?? 0;
}

function weekdayIn(said: string): { weekday?: number } {
  const m = said.match(new RegExp(`^(${WEEKDAY})\\b`));
  return m && !/^mon(th)/.test(said) ? { weekday: DAYS.indexOf(m[1]!.slice(0, 3)) } : {};
}
