import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importCalendar } from '../../src/calendar/import.ts';
import { sayRemark } from '../../src/calendar/say.ts';
import { loadCalendarTexts, loadCalendarWords } from '../../src/calendar/texts.ts';
import { readCalendar } from '../../src/rules/calendar.ts';
import { loadFacts } from '../../src/rules/facts.ts';
import { windowEarliestStart } from '../../src/rules/window-earliest-start.ts';
import { fixture, ics, importOf, refusalOf, schoolOf } from './fixtures.ts';

const known = JSON.parse(
  readFileSync(new URL('../rules/fixtures/calendars.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;
const daysOf = (calendar: unknown) => {
  const read = readCalendar(calendar);
  return typeof read === 'string' ? read : read.days;
};

describe('a published calendar', () => {
  it.each([
    ['google-export.ics', {}, 'ca-2026-27-180'],
    ['simple-dates.csv', {}, 'ca-2026-27-180'],
    ['recurring-and-zones.ics', {}, 'ca-2026-27-180'],
    ['google-saturday.csv', {}, 'ca-2026-27-saturday'],
    ['outlook-charter.csv', {}, 'ca-2026-27-175-charter'],
    ['year-round-tracks.ics', { track: 'A' }, 'yr-2026-27-track-a'],
    ['year-round-tracks.ics', { track: 'C' }, 'yr-2026-27-track-c'],
    ['year-round-tracks.ics', { track: 'd' }, 'yr-2026-27-track-d'],
  ])('%s %j gives the instructional days of %s', (file, options, id) => {
    expect(daysOf(schoolOf(file, options).calendar)).toEqual(daysOf(known[id]));
  });

  it('gives the rules what they need: testing may begin on March 2', () => {
    const { calendar } = schoolOf('google-export.ics');
    expect(windowEarliestStart.run({ calendar }, loadFacts()).result?.earliest_start).toBe('2027-03-02');
  });

  it('leaves the Fridays of a four-day week out', () => {
    const { calendar, total } = schoolOf('four-day-week.ics');
    expect(daysOf(calendar)).not.toContain('2026-10-02');
    expect(total).toBe(155);
  });

  it('names breaks, holidays and staff days, and counts minimum days as school days', () => {
    const school = schoolOf('google-export.ics');
    expect(school.off.filter((o) => o.kind === 'break').map((o) => [o.label, o.from, o.to])).toEqual([
      ['Thanksgiving Recess', '2026-11-23', '2026-11-27'],
      ['Winter Break', '2026-12-21', '2027-01-08'],
      ['Spring Break', '2027-03-29', '2027-04-02'],
    ]);
    expect(school.off.filter((o) => o.kind === 'staff').map((o) => o.from)).toEqual([
      '2026-10-12',
      '2027-03-12',
    ]);
    expect(school.minimum_days).toEqual([
      '2026-10-19',
      '2026-10-20',
      '2026-10-21',
      '2026-10-22',
      '2026-10-23',
      '2026-12-18',
    ]);
    expect(school.months.reduce((sum, m) => sum + m.days, 0)).toBe(180);
  });

  it('says what it could not place, and leaves what lies in a break aside', () => {
    const imported = importOf(fixture('google-export.ics'));
    expect('unplaced' in imported && imported.unplaced.map((e) => e.title)).toEqual([
      'Tree Lighting at City Hall',
    ]);
  });

  it('takes the school year that is asked for where the file holds several', () => {
    const two = `date,label
8/13/2025,First day of school
6/5/2026,Last day of school
8/12/2026,First day of school
6/4/2027,Last day of school`;
    expect(schoolOfText(two, '2025-26')).toBe('2025-08-13');
    expect(schoolOfText(two, '2026-27')).toBe('2026-08-12');
    expect(refusalOf(two, { today: '2030-01-01' })).toBe('SEVERAL_YEARS');
  });

  it('points to a well-known holiday that counts as a school day', () => {
    const imported = importOf(
      'date,label\n8/12/2026,First day of school\n12/21/2026 - 1/8/2027,Winter break\n6/4/2027,Last day of school',
      {
        wellKnownHolidays: ['2026-09-07', '2026-12-25'],
      },
    );
    expect('remarks' in imported && imported.remarks).toContainEqual({
      code: 'HOLIDAY_TAUGHT',
      values: { date: '2026-09-07' },
    });
  });
});

function schoolOfText(text: string, schoolYear: string): string | undefined {
  const imported = importOf(text, { schoolYear });
  return 'school' in imported ? imported.school.calendar.first_day : undefined;
}

describe('a calendar that makes no sense', () => {
  const between = (extra: string) =>
    `date,label\n8/12/2026,First day of school\n6/4/2027,Last day of school\n12/21/2026 - 1/8/2027,Winter break\n${extra}`;
  it.each([
    ['no first day', fixture('no-first-day.csv'), 'NO_FIRST_DAY'],
    ['no last day', 'date,label\n8/12/2026,First day of school\n9/7/2026,Labor Day', 'NO_LAST_DAY'],
    ['about ninety instructional days', fixture('ninety-days.csv'), 'TOO_FEW_DAYS'],
    ['two first days', fixture('two-first-days.csv'), 'TWO_FIRST_DAYS'],
    ['two last days', between('6/11/2027,Last day of school'), 'TWO_LAST_DAYS'],
    ['the last day before the first', fixture('last-before-first.csv'), 'LAST_BEFORE_FIRST'],
    ['a first day without school', between('8/12/2026,Staff Development Day'), 'FIRST_DAY_OFF'],
    ['a last day without school', between('6/4/2027,No school'), 'LAST_DAY_OFF'],
    [
      'no holidays all year',
      'date,label\n7/1/2026,First day of school\n7/30/2027,Last day of school',
      'TOO_MANY_DAYS',
    ],
    ['several tracks at once', fixture('year-round-tracks.ics'), 'TRACKS'],
    ['a file cut off in the middle', fixture('broken-cut-off.ics'), 'BROKEN_ICS'],
    ['a quotation mark that is never closed', fixture('broken-open-quote.csv'), 'BROKEN_CSV'],
    ['a web page', fixture('broken-web-page.csv'), 'NOT_A_CALENDAR'],
    ['nothing', '', 'EMPTY'],
    ['a picture', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2), 'NOT_A_CALENDAR'],
    ['no dates', 'name,color\nred,blue\n', 'NO_DATE_COLUMN'],
  ])('is refused: %s', (_, bytes, code) => {
    expect(refusalOf(bytes)).toBe(code);
  });

  it('is refused when larger than 10 MB, without being read', () => {
    expect(refusalOf(new Uint8Array(10 * 1024 * 1024 + 1))).toBe('TOO_LARGE');
  });

  it('is refused with more than 20,000 events', () => {
    expect(refusalOf(`date,label\n${'8/12/2026,Club\n'.repeat(20_001)}`)).toBe('TOO_MANY_EVENTS');
    expect(refusalOf(ics(...Array.from({ length: 20_001 }, () => ['SUMMARY:x'])))).toBe('TOO_MANY_EVENTS');
  });

  it('is refused for a school year that is none', () => {
    expect(refusalOf(between(''), { schoolYear: '2026-28' })).toBe('BAD_SCHOOL_YEAR');
  });

  it('has a sentence for every reason, with nothing left to fill in', () => {
    const texts = loadCalendarTexts();
    const codes = [
      fixture('two-first-days.csv'),
      fixture('ninety-days.csv'),
      fixture('last-before-first.csv'),
    ];
    const said = codes.map((bytes) => {
      const imported = importOf(bytes);
      return 'refused' in imported ? sayRemark(imported.refused, texts) : '';
    });
    expect(said[0]).toContain('August 12, 2026, August 19, 2026');
    expect(said[1]).toContain('Only 93 instructional days');
    expect(said.join()).not.toMatch(/[{}]/);
  });
});

describe('any bytes at all', () => {
  const options = { words: loadCalendarWords(), today: '2026-11-21' };
  const settles = (bytes: Uint8Array) => {
    const imported = importCalendar(bytes, options);
    expect('refused' in imported || imported.school.total > 0).toBe(true);
  };

  it('give a calendar or a reason, and never throw', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), settles));
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (t) => settles(new TextEncoder().encode(t))),
    );
  });

  it('do so too when a sound file is damaged anywhere', () => {
    for (const name of ['google-export.ics', 'outlook-charter.csv', 'recurring-and-zones.ics']) {
      const sound = fixture(name);
      fc.assert(
        fc.property(
          fc.array(fc.tuple(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 })), { maxLength: 12 }),
          fc.nat(sound.length),
          (changes, length) => {
            const bytes = Uint8Array.from(sound);
            for (const [at, value] of changes) bytes[at] = value;
            settles(length % 3 ? bytes : bytes.subarray(0, length));
          },
        ),
        { numRuns: 60 },
      );
    }
  });
});
