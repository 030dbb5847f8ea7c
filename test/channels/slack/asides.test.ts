import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { EVERYTHING } from '../../support/replies.ts';
import { aWhile, type SlackApp, says, startSlackApp, until } from './support/app.ts';
import { type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';

let slack: FakeSlack;
let ann: string;
let channel: string;
const apps: SlackApp[] = [];

beforeAll(async () => {
  slack = await startFakeSlack();
  ann = await slack.userId('ann');
  channel = await slack.channelId('testing');
});

afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  slack.calls.length = 0;
});

afterAll(() => slack.stop());

async function start(options: Omit<Parameters<typeof startSlackApp>[0], 'slack'> = {}) {
  const app = await startSlackApp({ slack, ...options });
  apps.push(app);
  return app;
}

const responses = () => slack.ofMethod('respond');
const command = (text: string, more: Record<string, string> = {}) => ({
  channel_id: channel,
  user_id: ann,
  text,
  response_url: `${slack.url}/respond/1`,
  ...more,
});

/** A press on a message that only the presser sees. */
const pressAside = (action: Record<string, unknown>, user = ann) => ({
  type: 'block_actions',
  user: { id: user, team_id: TEAM },
  channel: { id: channel },
  container: { type: 'message', message_ts: '1.2', channel_id: channel, is_ephemeral: true },
  response_url: `${slack.url}/respond/2`,
  actions: [action],
});

/** The first element of the answer with that action id, as Slack would send it back. */
function element(call: { body: Record<string, unknown> }, id: string): Record<string, unknown> {
  const blocks = call.body.blocks as { elements?: Record<string, unknown>[] }[];
  return blocks.flatMap((b) => b.elements ?? []).find((e) => e.action_id === id)!;
}

describe('/caaspp', () => {
  test('answers so that only the asker sees it, and says nothing in the channel', async () => {
    const app = await start();
    const { status, ms } = await app.command(command('window deadline?'));
    expect(status).toBe(200);
    expect(ms).toBeLessThan(1_000);
    const answer = await until(() => responses()[0]);
    expect(answer.body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
    expect(answer.answer.ok).toBe(true);
    expect(JSON.stringify(answer.body)).toContain('You asked: window deadline?');
    expect(slack.ofMethod('chat.postMessage')).toEqual([]);
  });

  test('without a question tells what can be asked', async () => {
    const app = await start();
    await app.command(command('  '));
    await until(() => responses()[0]);
    expect(app.heard[0]?.text).toBe('help');
  });

  test('shares the answer in the channel when the asker wants that, without questions to the asker', async () => {
    const app = await start({ reply: () => EVERYTHING });
    await app.command(command('window deadline?'));
    const share = element(await until(() => responses()[0]), 'share');
    await app.interact(pressAside(share));
    const shared = await until(() => responses().find((r) => r.body.response_type === 'in_channel'));
    const drawn = JSON.stringify(shared.body.blocks);
    expect(drawn).toContain(`Shared by <@${ann}>`);
    expect(drawn).toContain('must be set in TOMS');
    expect(drawn).not.toContain('When does your instruction begin?');
    expect(drawn).not.toContain('"share"');
  });

  test('shares nobody else’s answer', async () => {
    const app = await start();
    const bob = await slack.userId('bob');
    await app.command(command('a private question'));
    const share = element(await until(() => responses()[0]), 'share');
    await app.interact(pressAside(share, bob));
    await aWhile();
    expect(responses()).toHaveLength(1);
  });

  test('offers no sharing in a private message', async () => {
    const app = await start();
    await app.command(command('window?', { channel_id: await slack.privateChannel(ann) }));
    expect(JSON.stringify((await until(() => responses()[0])).body)).not.toContain('"share"');
  });

  test('a choice is answered in the same private way, in the same conversation', async () => {
    const choices = {
      kind: 'choices' as const,
      parts: [{ type: 'choices' as const, choices: [{ label: 'Yes', action: 'open:entry:x' }] }],
    };
    const app = await start({ reply: (m) => (m.action ? says('Chosen.') : choices) });
    await app.command(command('window?'));
    const choice = element(await until(() => responses()[0]), 'choice:0');
    await app.interact(pressAside(choice));
    await until(() => responses()[1]);
    expect(app.heard[1]).toMatchObject({ action: 'open:entry:x', conversation: app.heard[0]!.conversation });
    expect(slack.ofMethod('chat.postMessage')).toEqual([]);
  });

  test.each([
    ['number', 'type here: /caaspp 180'],
    ['text', 'type here: /caaspp and your answer'],
    ['date', undefined],
  ] as const)('a question for a %s tells how to answer where nobody can reply', async (kind, line) => {
    const question = { type: 'question' as const, text: 'How many?', name: 'n', input: { kind } };
    const app = await start({ reply: () => ({ kind: 'ask', parts: [question] }) });
    await app.command(command('window?'));
    const drawn = JSON.stringify((await until(() => responses()[0])).body.blocks);
    if (line) expect(drawn).toContain(line);
    else expect(drawn).not.toContain('/caaspp');
  });

  test('files come in a private message, not in the channel', async () => {
    const app = await start({ reply: () => EVERYTHING });
    await app.command(command('calendar'));
    const files = await until(
      () =>
        slack.ofMethod('files.completeUploadExternal').length === 2 &&
        slack.ofMethod('files.completeUploadExternal'),
    );
    const dm = await slack.privateChannel(ann);
    expect(files.map((f) => f.body.channel_id)).toEqual([dm, dm]);
    expect(JSON.stringify(responses()[0]!.body)).toContain('private message');
  });

  test('when the response address no longer works, the answer comes in a private message', async () => {
    const app = await start();
    slack.fail('respond', { status: 404 });
    await app.command(command('window?'));
    const post = await until(() => slack.ofMethod('chat.postMessage')[0]);
    expect(post.body.channel).toBe(await slack.privateChannel(ann));
  });
});

describe('the message shortcut', () => {
  test('asks about the words of the message, for the asker alone', async () => {
    const app = await start();
    await app.interact({
      type: 'message_action',
      callback_id: 'ask_about_message',
      user: { id: ann },
      channel: { id: channel },
      message: { ts: '1.5', text: 'Does anyone know who signs the <https://x.org|affidavit>?', user: 'U9' },
      response_url: `${slack.url}/respond/3`,
    });
    const answer = await until(() => responses()[0]);
    expect(answer.body.response_type).toBe('ephemeral');
    expect(app.heard[0]?.text).toBe('Does anyone know who signs the affidavit?');
  });
});
