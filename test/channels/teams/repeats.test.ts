import { describe, expect, test } from 'vitest';
import { editId, messageId } from '../../../src/channels/teams/repeats.ts';

const ONE = {
  type: 'message',
  id: '1',
  timestamp: '2026-11-21T18:00:00.120Z',
  from: { id: '29:ann' },
  conversation: { id: 'a:private' },
  text: 'when?',
};

describe('a message of Teams', () => {
  test('is the same under a new id, and however its moment is written', () => {
    expect(messageId({ ...ONE, id: '2' })).toBe(messageId(ONE));
    expect(messageId({ ...ONE, timestamp: '2026-11-21T10:00:00.120-08:00' })).toBe(messageId(ONE));
    expect(messageId({ ...ONE, timestamp: new Date('2026-11-21T18:00:00.120Z') })).toBe(messageId(ONE));
  });

  test('is the same when Teams received it again later: the writer’s clock counts', () => {
    const own = { ...ONE, localTimestamp: '2026-11-21T10:00:00.100-08:00' };
    expect(messageId({ ...own, id: '2', timestamp: '2026-11-21T18:00:20.000Z' })).toBe(messageId(own));
  });

  test.each([
    ['at another millisecond', { timestamp: '2026-11-21T18:00:00.121Z' }],
    ['by another person', { from: { id: '29:bob' } }],
    ['elsewhere', { conversation: { id: 'a:other' } }],
    ['in other words', { text: 'when, please?' }],
  ])('%s is another one', (_, more) => {
    expect(messageId({ ...ONE, ...more })).not.toBe(messageId(ONE));
  });

  test('without a moment or a sender keeps the id of Teams, and has one of its own without any', () => {
    expect(messageId({ ...ONE, timestamp: undefined })).toBe('1');
    expect(messageId({ ...ONE, timestamp: 'soon' })).toBe('1');
    expect(messageId({ ...ONE, from: undefined })).toBe('1');
    const bare = { ...ONE, id: undefined, timestamp: undefined };
    expect(messageId(bare)).not.toBe(messageId(bare));
  });
});

describe('a message of Teams that is changed', () => {
  test('is one for each version of its words, and the same however often it comes', () => {
    expect(editId({ ...ONE })).toBe(editId(ONE));
    expect(editId(ONE)).not.toBe(messageId(ONE));
    expect(editId({ ...ONE, text: 'when, please?' })).not.toBe(editId(ONE));
    expect(editId({ ...ONE, timestamp: '2026-11-21T18:00:09.000Z' })).not.toBe(editId(ONE));
    expect(editId({ ...ONE, id: '2' })).not.toBe(editId(ONE));
  });
});
