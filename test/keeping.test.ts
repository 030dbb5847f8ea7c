import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readSettings } from '../src/config/settings.ts';
import { deliver } from '../src/escalation/delivery/deliver.ts';
import { type Keeping, startKeeping } from '../src/keeping.ts';
import { createLog } from '../src/log.ts';
import { turned } from './support/messages.ts';

let dataDir: string;
let keeping: Keeping;
beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'caaspp-keeping-'));
  const log = createLog({ logLevel: 'silent', logMessageText: false });
  keeping = await startKeeping(readSettings({ DATA_DIR: dataDir }), log);
});
afterEach(async () => {
  await keeping.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const delivery = { kind: 'mail', target: 't', payload: {}, key: 'k' };

describe('the store of the running server', () => {
  test('delivers what a reply was committed with', async () => {
    const sent = new Promise<string>((resolve) => {
      keeping.deliver([{ kind: 'mail', send: async ({ key }) => resolve(key) }]);
    });
    await keeping.store.conversations.commit(turned('m', { effects: [deliver(delivery)] }));
    expect(await sent).toBe('k');
  });

  test('tells the counts of what waits and what failed', async () => {
    await keeping.store.outbox.add(delivery, 0);
    expect(await keeping.health()).toEqual({ ok: true, store: 'sqlite', waiting: 1, failedDeliveries: 0 });
    const claim = { owner: 'o', now: 1, leaseMs: 1, limit: 1, kinds: ['mail'] };
    const [claimed] = await keeping.store.outbox.claim(claim);
    await keeping.store.outbox.fail(claimed!.id, 'o', 'x', 1);
    expect(await keeping.health()).toMatchObject({ ok: true, waiting: 0, failedDeliveries: 1 });
  });

  test('is not well when the database does not answer', async () => {
    await keeping.store.close();
    expect(await keeping.health()).toEqual({ ok: false, store: 'sqlite' });
  });

  test('closing twice does no harm', async () => {
    await keeping.close();
    await expect(keeping.close()).resolves.toBeUndefined();
  });
});
