import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Reply } from '../../../src/assistant/reply.ts';
import { drawAside } from '../../../src/channels/slack/asides.ts';
import { drawShared } from '../../../src/channels/slack/sharing.ts';
import { loadTexts } from '../../../src/channels/slack/texts.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { anyReply, EVERYTHING } from '../../support/replies.ts';
import { aWhile, type SlackApp, says, startSlackApp, until } from './support/app.ts';
import { faultsOf, MessageBlocks } from './support/block-schema.ts';
import { type Call, type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

let slack: FakeSlack;
let ann: string;
let bob: string;
let channel: string;
const apps: Pick<SlackApp, 'stop'>[] = [];

beforeAll(async () => {
  slack = await startFakeSlack();
  ann = await slack.userId('ann');
  bob = await slack.userId('bob');
  channel = await slack.channelId('testing');
});
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  slack.calls.length = 0;
});
afterAll(() => slack.stop());

const responses = () => slack.ofMethod('respond').filter((c) => c.answer.ok);
const shared = () => responses().filter((r) => r.body.response_type === 'in_channel');
const drawn = (call: Call) => JSON.stringify(call.body.blocks);
const response = (n: number) => until(() => responses()[n]);
const command = (text: string) => ({
  channel_id: channel,
  user_id: ann,
  text,
  response_url: `${slack.url}/respond/1`,
});

function element(call: Call, id: string): Record<string, unknown> | undefined {
  const blocks = call.body.blocks as { elements?: Record<string, unknown>[] }[];
  return blocks.flatMap((b) => b.elements ?? []).find((e) => e.action_id === id);
}

/** A press on what only the presser sees, or on what stands in the channel. */
const press = (action: unknown, user = ann, only = true) => ({
  type: 'block_actions',
  user: { id: user, team_id: TEAM },
  channel: { id: channel },
  container: {
    type: 'message',
    message_ts: '1.2',
    channel_id: channel,
    ...(only ? { is_ephemeral: true } : {}),
  },
  ...(only ? {} : { message: { ts: '1.2', text: 'x', blocks: [] } }),
  response_url: `${slack.url}/respond/2`,
  actions: [action],
});

async function start(reply: Reply) {
  const app = await startSlackApp({ slack, reply: () => reply });
  apps.push(app);
  return app;
}

const LINE = (n: number) =>
  `Line ${n} of the answer, ${'which is long enough to fill a message. '.repeat(30)}`;
const LONG: Reply = {
  ...says(''),
  parts: [
    { type: 'choices', choices: [{ label: 'Only for Ann', action: 'open:entry:x' }] },
    ...Array.from({ length: 24 }, (_, n) => ({ type: 'text' as const, text: LINE(n) })),
  ],
};

describe('"Share in channel"', () => {
  test('posts the answer, and then tells the asker so', async () => {
    const app = await start(says('By December 1.'));
    await app.command(command('window?'));
    await app.interact(press(element(await response(0), 'share')));
    expect((await response(2)).body).toMatchObject({ replace_original: true, text: 'Shared.' });
    expect((await response(1)).body).toMatchObject({ response_type: 'in_channel', replace_original: false });
    expect(drawn(shared()[0]!)).toContain('By December 1.');
  });

  test('pressed twice quickly, and once more, posts once', async () => {
    const app = await start(says('By December 1.'));
    await app.command(command('window?'));
    const share = press(element(await response(0), 'share'));
    await Promise.all([app.interact(share), app.interact(share)]);
    await response(2);
    await app.interact(share);
    await aWhile();
    expect(responses()).toHaveLength(3);
    expect(shared()).toHaveLength(1);
  });

  test('says nothing of having shared what could not be posted, and can be pressed again', async () => {
    const app = await start(says('By December 1.'));
    await app.command(command('window?'));
    const share = press(element(await response(0), 'share'));
    slack.fail('respond', { status: 500 });
    await app.interact(share);
    await aWhile();
    expect(JSON.stringify(responses().map((r) => r.body))).not.toContain('Shared.');
    await app.interact(share);
    await until(() => shared()[0]);
  });

  test('shares no files and pictures: those came to the asker alone', async () => {
    const app = await start(EVERYTHING);
    await app.command(command('window?'));
    await app.interact(press(element(await response(0), 'share')));
    const posted = await until(() => shared()[0]);
    expect(JSON.stringify(posted.body)).not.toMatch(/Attached|Picture below/);
    expect(drawn(posted)).toContain('must be set in TOMS');
  });

  test('stands on each page of a long answer, and shares it with a way to the rest for whoever reads it', async () => {
    const app = await start(LONG);
    await app.command(command('everything?'));
    const first = await response(0);
    expect(element(first, 'share')).toBeDefined();
    await app.interact(press(element(first, 'rest')));
    const second = await response(1);
    await app.interact(press(element(second, 'share')));
    const posted = await until(() => shared()[0]);
    const pages = [posted];
    for (let rest = element(posted, 'rest'); rest; rest = element(pages.at(-1)!, 'rest')) {
      const before = responses().length;
      await app.interact(press(rest, bob, pages.length > 1));
      const page = await until(() =>
        responses()
          .slice(before)
          .find((r) => r.body.replace_original === false),
      );
      expect(page.body.response_type).toBe('ephemeral');
      pages.push(page);
    }
    expect(pages.length).toBeGreaterThan(1);
    const all = pages.map(drawn).join();
    for (let n = 0; n < 24; n++) expect(all.split(`Line ${n} of the answer`)).toHaveLength(2);
    expect(all).not.toContain('Only for Ann');
    expect(all).not.toContain('"share"');
    expect(drawn(posted)).toContain(`Shared by <@${ann}>`);
    for (const { body } of pages) expect((body.blocks as unknown[]).length).toBeLessThanOrEqual(50);
  });

  test('shows nobody the rest of an answer that was not shared', async () => {
    const app = await start(LONG);
    await app.command(command('everything?'));
    const { value } = element(await response(0), 'rest') as { value: string };
    const forged = { type: 'button', action_id: 'rest', value: value.replace(':', ':shared:') };
    await app.interact(press(forged, bob, false));
    const told = await response(1);
    expect(drawn(told)).toContain('no longer kept');
    expect(drawn(told)).not.toContain('of the answer');
  });
});

test('any answer with its share button, and shared, is taken by Slack on every page', () => {
  const texts = loadTexts();
  const conversation = 'slack:T1:C1:@U1';
  const message = `${conversation}:1.2`;
  const asker = { team: 'T1', channel: 'C1', user: 'U1' };
  fc.assert(
    fc.property(anyReply, fc.integer({ min: 1, max: 40 }), (any, times) => {
      const parts = Array.from({ length: times }, () => any.parts).flat();
      const reply: Reply = { ...any, kind: 'answer', parts };
      for (const page of [0, 1, 2]) {
        const drawings = [
          drawAside(reply, message, asker, texts, page),
          drawShared(reply, { conversation, message }, texts, page),
        ];
        for (const { blocks } of drawings) expect(faultsOf(MessageBlocks, blocks)).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});

describe.each(await databases())('what was shared, on $name,', (kind) => {
  test('is shared no second time after a restart', async () => {
    const database: TestDatabase = await kind.create();
    const begin = async (): Promise<KeptApp> => startKeptApp({ slack, database });
    let app = await begin();
    await app.command(command('When must our testing window be set?'));
    const share = press(element(await response(0), 'share'));
    await app.interact(share);
    await response(2);
    await app.stop();
    app = await begin();
    await app.interact(share);
    await aWhile();
    expect(shared()).toHaveLength(1);
    await app.stop();
    await database.drop();
  });
});
