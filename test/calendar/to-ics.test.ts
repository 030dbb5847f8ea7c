import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { readIcs } from '../../src/calendar/read-ics.ts';
import { eventsOf, type ResultToTake } from '../../src/calendar/result-events.ts';
import { loadCalendarTexts } from '../../src/calendar/texts.ts';
import { toIcs } from '../../src/calendar/to-ics.ts';
import { RULES } from '../../src/rules/index.ts';

const texts = loadCalendarTexts();
const options = { name: 'CAASPP dates', madeAt: '2026-11-21T10:00:00-08:00' };
const taken = (more: Partial<ResultToTake> = {}) =>
  eventsOf(
    {
      rule: { id: 'window-earliest-start', title: 'Earliest start' },
      result: { earliest_start: '2027-03-02' },
      inputs: {},
      document: 'Checklist',
      schoolYear: '2026-27',
      ...more,
    },
    texts,
  );
const value = (ics: string, name: string) => {
  const event = new ICAL.Component(ICAL.parse(ics)).getFirstSubcomponent('vevent');
  return String(event?.getFirstPropertyValue(name));
};

describe('dates to take along', () => {
  it('are whole-day events with alarms 7 days and 1 day before, at nine in the morning', () => {
    const ics = toIcs(taken(), options);
    expect(readIcs(ics)).toMatchObject({
      events: [
        { title: 'CAASPP: testing window may begin (66 percent day)', from: '2027-03-02', to: '2027-03-02' },
      ],
    });
    expect([...ics.matchAll(/TRIGGER:(\S+)/g)].map((m) => m[1])).toEqual(['-P6DT15H', '-PT15H']);
  });

  it('keep their moment', () => {
    const ics = toIcs([{ uid: 'a', title: 'Report', at: '2027-03-14T11:00:00-07:00' }], options);
    expect(value(ics, 'dtstart')).toBe('2027-03-14T18:00:00Z');
  });

  it('update their event at a second import: the same UID, a higher SEQUENCE, though the date moved', () => {
    const before = toIcs(taken(), options);
    const after = toIcs(taken({ result: { earliest_start: '2027-03-04' } }), {
      ...options,
      madeAt: '2026-11-21T10:05:00-08:00',
    });
    expect(value(after, 'uid')).toBe(value(before, 'uid'));
    expect(Number(value(after, 'sequence'))).toBeGreaterThan(Number(value(before, 'sequence')));
  });

  it('are other events for another school, year or case', () => {
    const reports = (received_on: string) =>
      taken({
        rule: { id: 'ssr-notification-deadline', title: 'x' },
        result: { deadline: '2027-06-23' },
        inputs: { received_on },
      });
    const all = [
      taken(),
      taken({ schoolYear: '2027-28' }),
      taken({ whose: 'Sunrise' }),
      reports('2027-05-24'),
      reports('2027-05-25'),
    ];
    expect(new Set(all.map((e) => e[0]?.uid)).size).toBe(all.length);
  });

  it('are none for a window that is not allowed, a rule without dates, or a result without them', () => {
    expect(
      taken({
        rule: { id: 'window-validate', title: 'x' },
        result: { valid: false },
        inputs: { start: '2027-03-01', end: '2027-03-26' },
      }),
    ).toEqual([]);
    expect(taken({ rule: { id: 'ppt-packs', title: 'x' } })).toEqual([]);
    expect(taken({ result: { earliest_start: null } })).toEqual([]);
  });

  it('are named only for rules that there are', () => {
    expect(Object.keys(texts.take_along.rules).filter((id) => !RULES[id])).toEqual([]);
  });
});
