import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CommandWorld, calendarCommand } from '../../src/calendar/calendar-command.ts';
import { calendarFor } from '../../src/calendar/calendar-for.ts';
import { calendarRecords } from '../../src/calendar/calendar-records.ts';
import type { CalendarStore } from '../../src/calendar/calendar-store.ts';
import { calendarFiles } from '../../src/store/calendar-files.ts';
import { schoolOf } from './fixtures.ts';

const district = schoolOf('google-export.ics');
const charter = schoolOf('outlook-charter.csv');
const path = (name: string) => new URL(`fixtures/${name}`, import.meta.url).pathname;
const schoolYear = '2026-27';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'calendars-'));
});
afterEach(() => rm(folder, { recursive: true }));

function recordsInMemory(): CalendarStore {
  const kept = new Map<string, { key: string; data: unknown; updatedAt: number }>();
  return calendarRecords(
    {
      get: (key) => kept.get(key),
      save: (key, data, updatedAt) => void kept.set(key, { key, data: structuredClone(data), updatedAt }),
      remove: (key) => kept.delete(key),
      list: () => [...kept.values()],
    },
    () => 0,
  );
}

describe.each([
  ['files', () => calendarFiles(join(folder, 'calendars'))],
  ['records', recordsInMemory],
])('a store of calendars in %s', (_, open) => {
  it('finds what was saved, whatever the capitals, and forgets what is removed', async () => {
    const store = open();
    await store.save('Valley Oak', null, district);
    expect(await store.find(' valley  oak', null, schoolYear)).toEqual({
      lea: 'Valley Oak',
      school: null,
      calendar: district,
    });
    expect(await store.find('Valley Oak', 'Sunrise', schoolYear)).toBeUndefined();
    expect(await store.remove('VALLEY OAK', null, schoolYear)).toBe(true);
    expect(await store.remove('VALLEY OAK', null, schoolYear)).toBe(false);
    expect(await store.list()).toEqual([]);
  });

  it('puts a new calendar in place of the old one of the same school and year', async () => {
    const store = open();
    await store.save('Valley Oak', 'Sunrise', district);
    await store.save('Valley Oak', 'Sunrise', charter);
    expect((await store.list()).map((s) => s.calendar.total)).toEqual([175]);
  });

  it('gives a person the calendar of the school, else of the LEA, and never one that may be another’s', async () => {
    const store = open();
    expect(await calendarFor(store, { schoolYear })).toBeUndefined();
    await store.save('Valley Oak', null, district);
    const totalFor = async (lea?: string, school?: string, year = schoolYear) =>
      (await calendarFor(store, { lea, school, schoolYear: year }))?.calendar.total;
    expect(await totalFor()).toBe(180);
    await store.save('Valley Oak', 'Sunrise Charter', charter);
    expect(await totalFor('valley oak', 'sunrise charter')).toBe(175);
    expect(await totalFor('Valley Oak', 'Hilltop')).toBe(180);
    expect(await totalFor('Elsewhere')).toBeUndefined();
    expect(await totalFor('Valley Oak', undefined, '2027-28')).toBeUndefined();
    await store.save('Elsewhere', null, charter);
    expect(await totalFor()).toBeUndefined();
    expect(await totalFor('Elsewhere')).toBe(175);
  });
});

describe('calendar files', () => {
  it('are passed over and named when damaged, and leave no drafts behind', async () => {
    const damaged: string[] = [];
    const store = calendarFiles(folder, { damaged: (f) => damaged.push(f) });
    await store.save('../../etc', 'a/b', district);
    await writeFile(join(folder, 'bad.json'), '{"lea":');
    expect(await store.list()).toHaveLength(1);
    expect(damaged).toEqual([join(folder, 'bad.json')]);
    expect((await readdir(folder)).filter((n) => !n.endsWith('.json'))).toEqual([]);
  });
});

describe('npm run calendar', () => {
  let said: string[];
  const run = (args: string[], answer?: boolean) => {
    said = [];
    const world: CommandWorld = {
      store: calendarFiles(folder),
      today: '2026-11-21',
      write: (line) => said.push(line),
      confirm: async () => answer,
    };
    return calendarCommand(args, world);
  };

  it('shows what it understood and stores it only after a yes', async () => {
    expect(await run(['import', path('google-export.ics'), '--lea', 'Valley Oak'], false)).toBe(1);
    expect(said).toContain('Instructional days: 180');
    expect(await calendarFiles(folder).list()).toEqual([]);
    expect(await run(['import', path('google-export.ics'), '--lea', 'Valley Oak'], true)).toBe(0);
    expect(await run(['list'])).toBe(0);
    expect(said).toEqual(['Valley Oak, 2026-27: August 12, 2026 to June 4, 2027, 180 instructional days']);
  });

  it('needs --yes where nobody can be asked', async () => {
    expect(await run(['import', path('simple-dates.csv')])).toBe(1);
    expect(said.at(-1)).toContain('--yes');
    expect(await run(['import', path('simple-dates.csv'), '--yes'])).toBe(0);
    expect(await run(['import', path('outlook-charter.csv'), '--school', 'Sunrise', '--yes'])).toBe(0);
    expect(await run(['show', '--school', 'Sunrise'])).toBe(0);
    expect(said.join()).toContain('175 instructional days');
    expect(await run(['show'])).toBe(1);
    expect(await run(['remove', '--school', 'Sunrise', '--yes'])).toBe(0);
    expect(await calendarFiles(folder).list()).toHaveLength(1);
  });

  it.each(['broken-cut-off.ics', 'broken-open-quote.csv', 'ninety-days.csv', 'not-there.ics'])(
    'stores nothing of %s and says why, even with --yes',
    async (name) => {
      expect(await run(['import', path(name), '--yes'])).toBe(1);
      expect(said).toHaveLength(2);
      expect(await readdir(folder)).toEqual([]);
    },
  );

  it('keeps each track under its name', async () => {
    expect(await run(['import', path('year-round-tracks.ics'), '--track', 'c', '--yes'])).toBe(0);
    expect((await calendarFiles(folder).list()).map((s) => s.school)).toEqual(['Track C']);
  });

  it('explains itself when it does not understand', async () => {
    expect(await run(['import', '--what'])).toBe(2);
    expect(said.join('\n')).toContain('npm run calendar -- import FILE');
  });
});
