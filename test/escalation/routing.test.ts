import { describe, expect, test } from 'vitest';
import { NO_ORGANIZATION } from '../../src/escalation/organization.ts';
import { routeFor } from '../../src/escalation/routing.ts';
import { loadTexts } from '../../src/escalation/texts.ts';
import { loadFacts } from '../../src/rules/facts.ts';
import { agent, organization } from '../support/organization.ts';

const facts = loadFacts();
const topic = 'technical_or_administration' as const;
const oak = { lea: 'Oak Unified', school: 'Hill School' };
const to = (routed: ReturnType<typeof routeFor>) => (routed.to === 'person' ? routed.agent.name : routed.to);

describe('whom a question goes to', () => {
  test.each([
    ['test_administrator', 'Jo Patel'],
    ['test_examiner', 'Jo Patel'],
    ['other_staff', 'Jo Patel'],
    ['site_coordinator', 'Sam Rivera'],
    ['lea_coordinator', 'Alex Kim'],
  ] as const)('%s asks %s', (role, name) => {
    expect(to(routeFor({ role, topic, ...oak }, organization(), facts))).toBe(name);
  });

  test('backups are the second ones, and the LEA for a school', () => {
    const routed = routeFor({ role: 'test_examiner', topic, ...oak }, organization(), facts);
    expect(routed).toMatchObject({ backups: [agent('Sam Rivera'), agent('Lee Nguyen')] });
    expect(routeFor({ role: 'lea_coordinator', topic, ...oak }, organization(), facts)).toMatchObject({
      backups: [agent('Dana Cruz')],
    });
  });

  test('nobody is sent their own question', () => {
    const own = { role: 'site_coordinator', topic, ...oak, email: 'Sam@oak.org' } as const;
    expect(to(routeFor(own, organization(), facts))).toBe('Lee Nguyen');
  });

  test('what must be known is asked: role, LEA, school', () => {
    expect(routeFor({ topic }, organization(), facts)).toEqual({ to: 'ask', what: 'role', among: [] });
    expect(routeFor({ role: 'site_coordinator', topic }, organization(), facts)).toEqual({
      to: 'ask',
      what: 'lea',
      among: ['Oak Unified', 'Elm Charter'],
    });
    expect(routeFor({ role: 'test_examiner', topic, lea: '1964212' }, organization(), facts)).toMatchObject({
      what: 'school',
      among: ['Hill School', 'Lake School'],
    });
  });

  test('where nobody is configured, the way of the documents is named', () => {
    const lake = { role: 'test_examiner', topic, lea: 'Oak Unified', school: 'Lake School' } as const;
    expect(routeFor(lake, organization(), facts)).toMatchObject({ to: 'way', contact: 'site_coordinator' });
    expect(routeFor({ role: 'lea_coordinator', topic }, NO_ORGANIZATION, facts)).toMatchObject({
      to: 'way',
      contact: 'success_agent',
    });
    expect(to(routeFor({ role: 'lea_coordinator', topic, lea: 'Elm Charter' }, organization(), facts))).toBe(
      'way',
    );
  });

  test('topics with an address of their own go there, or to whom the organization names', () => {
    const moodle = { role: 'test_examiner', topic: 'moodle', ...oak } as const;
    expect(routeFor(moodle, organization(), facts)).toMatchObject({
      to: 'way',
      address: 'moodlesupport@scoe.net',
    });
    const named = { ...organization(), topics: { moodle: agent('Robin Park') } };
    expect(to(routeFor(moodle, named, facts))).toBe('Robin Park');
    const policy = { role: 'lea_coordinator', topic: 'policy', ...oak } as const;
    expect(routeFor(policy, organization(), facts)).toMatchObject({ address: 'caaspp@cde.ca.gov' });
  });
});

describe('the words of people', () => {
  const texts = loadTexts();
  test.each([
    ['talk', 'Can I talk to a human please', 0],
    ['talk', 'how do I talk to parents about results?', undefined],
    ['mine', 'my questions', 0],
    ['withdraw', 'Withdraw 1042!', 1042],
    ['withdraw', 'withdraw ticket #1042', 1042],
    ['reopen', 'reopen 1042', 1042],
    ['helped', 'That helped', 0],
    ['helped', 'that helped, ticket 1042', 1042],
    ['edit', 'edit 1042: When is it?', 1042],
    ['withdraw', 'cancel the test of 12 students', undefined],
    ['send', 'yes please', 0],
    ['stop', "don't send it", 0],
  ] as const)('%s: %s', (command, words, expected) => {
    expect(texts.command(command, words)).toBe(expected);
  });

  test('topics are known by their words', () => {
    expect(texts.topicOf('My Moodle course does not open')).toBe('moodle');
    expect(texts.topicOf('which regulation allows that')).toBe('policy');
    expect(texts.topicOf('TOMS is down')).toBe('technical_or_administration');
  });
});
