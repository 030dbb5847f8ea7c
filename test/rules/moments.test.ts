import { describe, expect, it } from 'vitest';
import {
  atLocalTime,
  localDate,
  type Moment,
  readMoment,
  readMomentOrDate,
  writeMoment,
} from '../../src/rules/moments.ts';

const written = (text: string) => writeMoment((readMoment(text) as Moment).instant);

describe('a moment without an offset', () => {
  it('is Los Angeles time, standard or daylight by the date', () => {
    expect(written('2026-11-21T12:00')).toBe('2026-11-21T12:00:00-08:00');
    expect(written('2027-04-13T12:00:30')).toBe('2027-04-13T12:00:30-07:00');
  });

  it.each(['2027-03-14T02:00', '2027-03-14T02:59:59', '2028-03-12T02:30'])(
    'does not exist in the hour that is skipped: %s',
    (text) => expect(readMoment(text)).toBe('NONEXISTENT_LOCAL_TIME'),
  );

  it.each(['2027-03-14T01:59:59', '2027-03-14T03:00'])('exists beside that hour: %s', (text) => {
    expect(readMoment(text)).toMatchObject({ warnings: [] });
  });

  it('means the first occurrence in the hour that happens twice, and says so', () => {
    expect(readMoment('2026-11-01T01:30')).toMatchObject({ warnings: ['AMBIGUOUS_LOCAL_TIME'] });
    expect(written('2026-11-01T01:30')).toBe('2026-11-01T01:30:00-07:00');
    expect(readMoment('2026-11-01T00:59:59')).toMatchObject({ warnings: [] });
    expect(readMoment('2026-11-01T02:00')).toMatchObject({ warnings: [] });
  });

  it('follows the rules of its year: in 2006 the clocks changed in April and October', () => {
    expect(written('2006-03-20T12:00')).toBe('2006-03-20T12:00:00-08:00');
    expect(written('2006-10-30T12:00')).toBe('2006-10-30T12:00:00-08:00');
    expect(readMoment('2006-04-02T02:30')).toBe('NONEXISTENT_LOCAL_TIME');
  });
});

describe('a moment with an offset', () => {
  it.each([
    ['2027-04-13T17:15Z', '2027-04-13T10:15:00-07:00'],
    ['2026-11-01T01:30-08:00', '2026-11-01T01:30:00-08:00'],
    ['2027-01-01T00:00+14:59', '2026-12-31T01:01:00-08:00'],
    ['2027-01-01T00:00-00:00', '2026-12-31T16:00:00-08:00'],
    ['2027-03-14T02:30-08:00', '2027-03-14T03:30:00-07:00'],
  ])('is exact: %s is %s', (text, expected) => expect(written(text)).toBe(expected));
});

describe('what is no moment', () => {
  it.each([
    '2027-04-13',
    '2027-04-13 10:00',
    '2027-04-13t10:00',
    '2027-04-13T10:00z',
    '2027-04-13T24:00',
    '2027-04-13T10:60',
    '2027-04-13T10:00:60',
    '2027-04-13T10:00:00.5',
    '2027-04-13T9:00',
    '2027-04-13T10:00+0530',
    '2027-04-13T10:00+15:00',
    '2027-04-13T10:00-10:60',
    '2027-02-29T10:00',
    '1999-12-31T10:00',
    '2100-01-01T00:00Z',
    ' 2027-04-13T10:00',
    '',
  ])('"%s"', (text) => expect(readMoment(text)).toBe('BAD_DATETIME'));

  it('is also anything but text', () => {
    for (const value of [5, {}, true]) expect(readMomentOrDate(value)).toBe('BAD_DATETIME');
    expect(readMomentOrDate('2027-13-01')).toBe('BAD_DATETIME');
  });
});

it('a bare date is its midnight in Los Angeles', () => {
  const moment = readMomentOrDate('2027-03-14') as Moment;
  expect(writeMoment(moment.instant)).toBe('2027-03-14T00:00:00-08:00');
  expect(moment.dateOnly).toBe(true);
});

it('the local date turns at midnight in Los Angeles', () => {
  expect(localDate(Date.parse('2027-04-13T06:59:59Z'))).toBe('2027-04-12');
  expect(localDate(Date.parse('2027-04-13T07:00:00Z'))).toBe('2027-04-13');
  expect(atLocalTime('2027-04-13', '00:00:00')).toBe(Date.parse('2027-04-13T07:00:00Z'));
});
