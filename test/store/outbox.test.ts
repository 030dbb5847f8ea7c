import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Claim, NewDelivery } from '../../src/records/deliveries.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { databases, type TestDatabase } from '../support/databases.ts';

const NOW = 1_795_000_000_000;

describe.each(await databases())('the outbox on $name', ({ create }) => {
  let database: TestDatabase;
  let store: Store;
  beforeEach(async () => {
    database = await create();
    store = await openStore(database.options());
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  const put = (key: string, more: Partial<NewDelivery> = {}) =>
    store.outbox.add({ kind: 'mail', target: 'a@example.org', payload: { key }, key, ...more }, NOW);
  const claim = async (more: Partial<Claim> = {}) => {
    const asked = { owner: 'one', now: NOW, leaseMs: 1_000, limit: 10, kinds: ['mail'], ...more };
    return store.outbox.claim(asked);
  };
  const keys = async (more: Partial<Claim> = {}) => (await claim(more)).map((d) => d.key);

  test('the same key twice is one delivery', async () => {
    expect(await put('k')).toBe(true);
    expect(await put('k')).toBe(false);
    expect(await keys()).toEqual(['k']);
  });

  test('what is claimed is nobody else’s until the lease runs out, and counts as tried', async () => {
    await put('k');
    expect(await claim()).toMatchObject([{ payload: { key: 'k' }, attempts: 1, leaseOwner: 'one' }]);
    expect(await keys({ owner: 'two', now: NOW + 1_000 })).toEqual([]);
    expect(await claim({ owner: 'two', now: NOW + 1_001 })).toMatchObject([{ key: 'k', attempts: 2 }]);
  });

  test('one that is not due yet, or of another kind, is left', async () => {
    await put('later', { notBefore: NOW + 5 });
    await put('slack', { kind: 'slack' });
    expect(await keys()).toEqual([]);
    expect(await keys({ kinds: [] })).toEqual([]);
    expect(await keys({ now: NOW + 5, kinds: ['mail', 'slack'] })).toEqual(['later', 'slack']);
  });

  test('in a conversation the next is due only when the one before has arrived or failed for good', async () => {
    await put('a1', { conversation: 'a' });
    await put('a2', { conversation: 'a' });
    await put('a3', { conversation: 'a' });
    await put('b1', { conversation: 'b' });
    await put('free');
    const [first] = await claim();
    expect(first?.key).toBe('a1');
    await store.outbox.retry(first!.id, 'one', NOW + 60_000, 'busy', NOW);
    expect(await keys({ now: NOW + 10, owner: 'two' })).toEqual([]);
    const [again] = await claim({ now: NOW + 60_000 });
    expect(again).toMatchObject({ key: 'a1', attempts: 2, lastError: 'busy' });
    await store.outbox.delivered([again!.id], NOW);
    const [second] = await claim({ now: NOW + 60_001 });
    expect(second?.key).toBe('a2');
    await store.outbox.fail(second!.id, 'one', 'no such address', NOW);
    expect(await keys({ now: NOW + 60_002 })).toContain('a3');
  });

  test('what was taken back goes, whether it waits or failed; what is just being tried, or arrived, stays', async () => {
    for (const key of ['waits', 'failed', 'tried', 'arrived', 'other'])
      await put(key, { kind: key === 'waits' || key === 'other' ? 'later' : 'mail' });
    const [failed, , arrived] = await claim();
    await store.outbox.fail(failed!.id, 'one', 'no such address', NOW);
    await store.outbox.delivered([arrived!.id], NOW);
    await store.outbox.withdraw([], NOW);
    await store.outbox.withdraw(['waits', 'failed', 'tried', 'arrived', 'never was'], NOW);
    const left = await Promise.all(
      ['waits', 'failed', 'tried', 'arrived', 'other'].map(
        async (key) => (await store.outbox.find(key))?.key,
      ),
    );
    expect(left).toEqual([undefined, undefined, 'tried', 'arrived', 'other']);
    await store.outbox.withdraw(['tried'], NOW + 1_001);
    expect(await store.outbox.find('tried')).toBeUndefined();
  });

  test('what was added is found by its key, whatever became of it', async () => {
    await put('k', { target: 'sam@example.org' });
    expect(await store.outbox.find('k')).toMatchObject({ state: 'waiting', target: 'sam@example.org' });
    const [sent] = await claim();
    await store.outbox.delivered([sent!.id], NOW);
    expect(await store.outbox.find('k')).toMatchObject({ state: 'delivered', payload: { key: 'k' } });
    expect(await store.outbox.find('other')).toBeUndefined();
  });

  test('whoever lost the lease cannot put it back or fail it', async () => {
    await put('k');
    const [mine] = await claim();
    await claim({ owner: 'two', now: NOW + 2_000 });
    await store.outbox.retry(mine!.id, 'one', NOW, 'late', NOW);
    await store.outbox.fail(mine!.id, 'one', 'late', NOW);
    expect(await store.outbox.count()).toEqual({ waiting: 1, delivered: 0, failed: 0 });
    expect(await keys({ owner: 'three', now: NOW + 2_100 })).toEqual([]);
  });

  test('failures are listed and can be sent again from the start', async () => {
    await put('k');
    const [d] = await claim();
    await store.outbox.fail(d!.id, 'one', 'x'.repeat(2_000), NOW);
    const [failure] = await store.outbox.failures();
    expect(failure).toMatchObject({ key: 'k', state: 'failed' });
    expect(failure?.lastError).toHaveLength(500);
    expect(await store.outbox.resend(NOW, [])).toBe(0);
    expect(await store.outbox.resend(NOW, [d!.id])).toBe(1);
    expect(await claim({ now: NOW })).toMatchObject([{ key: 'k', attempts: 1 }]);
  });

  test('the oldest due is known, for whoever watches', async () => {
    expect(await store.outbox.oldestDue()).toBeUndefined();
    await put('k');
    expect(await store.outbox.oldestDue()).toBe(NOW);
  });
});
