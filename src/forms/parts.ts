/** One value in a message: where it stands, or why what stands there will not do. */
import { createRequire } from 'node:module';
import type { parsePhoneNumberFromString } from 'libphonenumber-js';
import * as z from 'zod';
import type { PartSpec } from './spec.ts';

export interface Look {
  value?: string;
  /** Where it was read, as [start, end) pairs. */
  spans: [number, number][];
  /** Why it was refused. */
  fault?: string;
}

/** Looks for a part in a text; `asked` when its field is the open one. */
export type Finder = (text: string, asked: boolean) => Look;

const NOTHING: Look = { spans: [] };
const Email = z.email();
const COUNTRY = 'US';
/** Ten digits in any grouping; area code and exchange begin with 2 to 9 everywhere in North America. */
const PHONE =
  /(?<![\w-])(?:\+?1[\s.-]*)?\(?[2-9]\d\d\)?[\s./-]*[2-9]\d\d[\s.-]*\d{4}(?:\s*(?:x|ext\.?|extension)\s*\d{1,6})?(?![\w-])/i;
const SOME_DIGITS = /\+?\(?\d[\d\s().-]{5,}\d/;
/** Ten digits in a row may be a student's: they are not said back. */
const TEN_DIGITS = /(?<!\d)\d{7}(\d{3})(?!\d)/g;
const ONLY_TEN_DIGITS = /(?<!\d)\d{10}(?!\d)/;
const TEN_IN_GROUPS = /(?<![\d(])\d(?:[ -]?\d){9}(?![ -]?\d)/;
const MAIL = /[^\s<>,;:()/'"]*@[^\s<>,;()/'"]*/;

/** @example finderOf({ kind: 'email', … })('mail a.b@c.org', true).value // 'a.b@c.org' */
export function finderOf(part: PartSpec): Finder {
  switch (part.kind) {
    case 'known':
      return knownFinder(part);
    case 'pattern':
      return patternFinder(part);
    case 'number':
      return numberFinder(part);
    case 'email':
      return (text) => findEmail(text, part);
    case 'phone':
      return (text, asked) => findPhone(text, asked, part);
    case 'digits':
      return (text) => findDigits(text, part);
    case 'text':
      return () => NOTHING;
  }
}

function knownFinder({ known, version }: PartSpec): Finder {
  const number = version ? '(?:[ -]*(?:version |ver\\.? |v\\.? ?)?(\\d+(?:\\.\\d+)*)(?![\\w%]))?' : '()';
  const ways = Object.entries(known).map(
    ([name, way]) => [name, new RegExp(`(?<![\\w-])(?:${way})s?${number}(?!\\w)`, 'i')] as const,
  );
  return (text) => {
    const hits = ways.flatMap(([name, way]) => {
      const m = way.exec(text);
      return m ? [{ name, number: m[1], start: m.index, end: m.index + m[0].length }] : [];
    });
    // "Web browser" within "web browser Chrome" or "secure browser" says nothing more.
    const kept = hits
      .filter(
        (h) =>
          !hits.some(
            (o) => o !== h && o.start <= h.start && o.end >= h.end && o.end - o.start > h.end - h.start,
          ),
      )
      .sort((a, b) => a.start - b.start);
    if (!kept.length) return NOTHING;
    return {
      value: kept.map((h) => (h.number ? `${h.name} ${h.number}` : h.name)).join(' and '),
      spans: kept.map((h) => [h.start, h.end]),
    };
  };
}

/** A text with every known name spelled in the one way: `chrome books` becomes `Chromebooks`. */
export function spellKnown(text: string, { known }: PartSpec): string {
  let spelled = text;
  for (const [name, way] of Object.entries(known))
    spelled = spelled.replace(new RegExp(`(?<![\\w-])(?:${way})s?(?!\\w)`, 'gi'), (found) =>
      /s$/i.test(found) && !/s$/i.test(name) ? `${name}s` : name,
    );
  return spelled;
}

function patternFinder(part: PartSpec): Finder {
  const flags = part.cased ? '' : 'i';
  const always = part.find.map((p) => new RegExp(p, flags));
  const asked = [...always, ...part.when_asked.map((p) => new RegExp(p, flags))];
  return (text, open) => {
    for (const p of open ? asked : always) {
      const m = p.exec(text);
      if (m?.[1] && !ONLY_TEN_DIGITS.test(m[1]))
        return {
          value: part.upper ? m[1].toUpperCase() : m[1].trim(),
          spans: [[m.index, m.index + m[0].length]],
        };
    }
    return NOTHING;
  };
}

function numberFinder(part: PartSpec): Finder {
  const look = patternFinder(part);
  return (text, asked) => {
    const found = look(text, asked);
    const n = Number(found.value);
    if (found.value === undefined) return NOTHING;
    if (n < (part.min ?? n) || n > (part.max ?? n))
      return { spans: [], fault: part.fails?.replace('{value}', found.value) };
    return { ...found, value: String(n) };
  };
}

function findEmail(text: string, part: PartSpec): Look {
  const m = MAIL.exec(text);
  if (!m) return NOTHING;
  const value = m[0].replace(/[.!?]+$/, '');
  if (Email.safeParse(value).success) return { value, spans: [[m.index, m.index + m[0].length]] };
  return { spans: [], fault: part.fails?.replace('{value}', value) };
}

/** Loaded when the first number is read: its data takes longer to load than all else of the forms. */
const parsePhone: typeof parsePhoneNumberFromString = (...number) =>
  createRequire(import.meta.url)('libphonenumber-js').parsePhoneNumberFromString(...number);

function findPhone(text: string, asked: boolean, part: PartSpec): Look {
  const m = PHONE.exec(text);
  const phone = m && parsePhone(m[0], COUNTRY);
  // Ten digits under an area code that nobody has are a student's number rather than a phone's, however grouped.
  const bare = TEN_IN_GROUPS.test(text.replace(MAIL, ' '));
  if (m && phone?.isValid()) {
    const n = phone.nationalNumber;
    const value = `${n.slice(0, 3)}-${n.slice(3, 6)}-${n.slice(6)}${phone.ext ? ` ext. ${phone.ext}` : ''}`;
    return { value, spans: [[m.index, m.index + m[0].length]] };
  }
  const digits = asked && SOME_DIGITS.exec(text.replace(MAIL, ' '));
  if (digits && bare && part.doubt) return { spans: [], fault: part.doubt };
  return digits
    ? { spans: [], fault: part.fails?.replace('{value}', digits[0].trim().replace(TEN_DIGITS, '•••••••$1')) }
    : NOTHING;
}

/** A number of exactly so many digits, spaces and hyphens between them allowed. A refused one is never repeated. */
function findDigits(text: string, part: PartSpec): Look {
  const runs = [...text.matchAll(/(?<![\w.])\d(?:[ -]?\d)*(?![\w])/g)].map((m) => ({
    digits: m[0].replace(/\D/g, ''),
    start: m.index,
    end: m.index + m[0].length,
  }));
  const right = runs.find((r) => r.digits.length === part.digits);
  if (right) return { value: right.digits, spans: [[right.start, right.end]] };
  const near = runs.find((r) => r.digits.length >= 5);
  return near ? { spans: [], fault: part.fails?.replace('{count}', String(near.digits.length)) } : NOTHING;
}
