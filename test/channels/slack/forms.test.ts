import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { filledIn } from '../../../src/channels/slack/forms/state.ts';
import { blankView } from '../../../src/channels/slack/forms/view.ts';
import { loadTexts } from '../../../src/channels/slack/texts.ts';
import { allBlanks, anyBlank } from '../../support/blanks.ts';
import { databases, type TestDatabase } from '../../support/databases.ts';
import { aWhile, fakeAssistant, says, startSlackApp, until } from './support/app.ts';
import { faultsOf, SlackView } from './support/block-schema.ts';
import { type FakeSlack, startFakeSlack, TEAM } from './support/fake-slack.ts';
import { type KeptApp, startKeptApp } from './support/kept.ts';

type View = Record<string, unknown> & { blocks: Block[] };
interface Block {
  type: string;
  block_id?: string;
  dispatch_action?: boolean;
  element?: Record<string, unknown> & { type: string };
  elements?: { action_id?: string; value?: string }[];
}

const texts = loadTexts();
const SSID = '9988776655';
const json = <T>(what: unknown) => JSON.parse(JSON.stringify(what)) as T;

describe('a blank as a modal', () => {
  test('of every form and rule, empty and begun, is one that Slack takes', async () => {
    for (const blank of await allBlanks()) {
      const view = json(blankView(blank, { subject: blank.subject }, texts));
      expect.soft([blank.subject, faultsOf(SlackView, view)]).toEqual([blank.subject, []]);
    }
  }, 60_000);

  test('of any kind at all is one that Slack takes', () => {
    fc.assert(
      fc.property(anyBlank, (blank) => {
        const view = json(blankView(blank, { subject: blank.subject }, texts, 'One thing more.'));
        expect(faultsOf(SlackView, view)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('remembers names only, whatever is filled in', async () => {
    const [blank] = await allBlanks();
    const field = { ...blank!.fields[0]!, value: 'Ann Lee, ann@oak.org' };
    const view = blankView(
      { ...blank!, fields: [field] },
      { subject: 'form:caltac', conversation: 'c' },
      texts,
    );
    expect(JSON.parse(view.private_metadata ?? '')).toEqual({ subject: 'form:caltac', conversation: 'c' });
  });

  test('gives back what was filled in: words, days, moments, one choice and several', () => {
    const one = (value: object) => ({ blank_field: value });
    expect(
      filledIn({
        words: one({ value: 'iPad' }),
        empty: one({ value: null }),
        day: one({ selected_date: '2027-03-17' }),
        moment: one({ selected_date: '2027-03-17' }),
        'moment~time': one({ selected_time: '09:20' }),
        untimed: one({ selected_date: '2027-03-17' }),
        'untimed~time': one({ selected_time: null }),
        choice: one({ selected_option: { value: 'yes' } }),
        choices: one({ selected_options: [{ value: 'a' }, { value: 'b' }] }),
        none: one({ selected_options: [] }),
      }),
    ).toEqual({
      words: 'iPad',
      empty: '',
      day: '2027-03-17',
      moment: '2027-03-17 09:20',
      untimed: '2027-03-17',
      choice: 'yes',
      choices: ['a', 'b'],
      none: [],
    });
  });
});

test('a form that takes long to fetch is opened at once and filled after: a trigger is good for three seconds', async () => {
  const slack = await startFakeSlack();
  const [blank] = await allBlanks();
  const { assistant } = fakeAssistant(() => says('x'));
  const slow = async () => {
    await aWhile(1_500);
    return blank;
  };
  const app = await startSlackApp({ slack, tools: { assistant: { ...assistant, blank: slow } } });
  const ann = await slack.userId('ann');
  const { trigger_id } = await slack.call('views.generateTriggerId', { user_id: ann });
  const started = performance.now();
  await app.command({
    channel_id: await slack.channelId('testing'),
    user_id: ann,
    text: 'form',
    trigger_id: String(trigger_id),
  });
  const opened = await until(() => slack.ofMethod('views.open').find((c) => c.answer.ok));
  expect(performance.now() - started).toBeLessThan(2_500);
  expect(JSON.stringify(opened.body.view)).toContain('being fetched');
  const filled = await until(() => slack.ofMethod('views.update').find((c) => c.answer.ok));
  expect(JSON.stringify(filled.body.view)).toContain('device.device');
  await app.stop();
  await slack.stop();
});

describe.each(await databases())('forms as modals in Slack on $name', (kind) => {
  let slack: FakeSlack;
  let database: TestDatabase;
  let app: KeptApp;
  let ann: string;
  let dm: string;
  let count = 0;

  beforeAll(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
    dm = await slack.privateChannel(ann);
  });
  afterAll(() => slack.stop());
  afterEach(async () => {
    await app.stop();
    await database.drop();
    slack.calls.length = 0;
  });

  async function start() {
    database = await kind.create();
    app = await startKeptApp({ slack, database });
  }
  const ok = (method: string) => slack.ofMethod(method).filter((c) => c.answer.ok);
  const posts = () => ok('chat.postMessage');
  const words = (call: { body: unknown } | undefined) => JSON.stringify(call?.body);
  const trigger = async () =>
    (await slack.call('views.generateTriggerId', { user_id: ann })).trigger_id as string;

  /** Says something in private. @returns the answer */
  async function say(text: string) {
    const before = posts().length;
    await app.event({
      type: 'message',
      channel_type: 'im',
      channel: dm,
      user: ann,
      ts: `${1798000000 + ++count}.000100`,
      text,
    });
    return until(() => posts()[before]);
  }

  /** Presses the button under an answer. @returns the modal */
  async function open(
    answer: Awaited<ReturnType<typeof say>>,
    { channel = dm, only = false } = {},
  ): Promise<View> {
    const before = ok('views.open').length;
    const blocks = answer.body.blocks as Block[];
    const button = blocks.flatMap((b) => b.elements ?? []).find((e) => e.action_id === 'fill');
    await app.interact({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      channel: { id: channel },
      container: { message_ts: answer.answer.ts, is_ephemeral: only },
      message: { ts: answer.answer.ts, thread_ts: answer.body.thread_ts, blocks },
      actions: [{ type: 'button', ...button }],
      trigger_id: await trigger(),
    });
    return (await until(() => ok('views.open')[before])).body.view as View;
  }

  /** What Slack sends for an input: what was typed, else what stood there. */
  function stateOf(view: View, typed: Record<string, string> = {}) {
    const inputs = view.blocks.filter((b) => b.type === 'input');
    return {
      values: Object.fromEntries(
        inputs.map(({ block_id = '', element }) => {
          const text = typed[block_id];
          const kinds: Record<string, object> = {
            datepicker: { selected_date: text ?? element?.initial_date ?? null },
            timepicker: { selected_time: text ?? element?.initial_time ?? null },
            static_select: {
              selected_option: text ? { value: text } : (element?.initial_option ?? null),
            },
            checkboxes: { selected_options: element?.initial_options ?? [] },
          };
          const state = kinds[element?.type ?? ''] ?? { value: text ?? element?.initial_value ?? null };
          return [block_id, { blank_field: { type: element?.type, ...state } }];
        }),
      ),
    };
  }
  async function submit(view: View, typed: Record<string, string>, id = `V${++count}`) {
    const { text } = await app.interact({
      type: 'view_submission',
      user: { id: ann },
      view: { ...view, id, root_view_id: id, state: stateOf(view, typed) },
    });
    return (text ? JSON.parse(text) : {}) as {
      response_action?: string;
      errors?: Record<string, string>;
      view?: View;
    };
  }
  const namesOf = (view: View) => view.blocks.flatMap((b) => b.block_id ?? []);

  test('a form goes back and forth: begun in words, filled in as a modal, gone on with in words', async () => {
    await start();
    await say('please prepare my call to CalTAC');
    const view = await open(await say('dell desktop'));
    expect(view.blocks.find((b) => b.block_id === 'device.device')?.element?.initial_value).toMatch(/dell/i);

    const refused = await submit(view, { 'contact.email': 'ann@oak', 'student.ssid': '123456' });
    expect(refused.response_action).toBe('errors');
    expect(Object.keys(refused.errors ?? {})).toEqual(['contact.email', 'student.ssid']);
    expect(posts().some((p) => words(p).includes('Call sheet'))).toBe(false);

    const typed = { 'contact.email': 'ann@oak.org', 'student.ssid': SSID, 'network.network': 'wired' };
    expect(await submit(view, typed, 'VX')).toEqual({});
    const sheet = await until(() => posts().find((p) => words(p).includes('Call sheet')));
    expect(sheet.body.channel).toBe(dm);
    expect(words(sheet)).toContain('ann@oak.org');
    expect(words(sheet)).not.toContain(SSID);
    await submit(view, typed, 'VX');
    await aWhile();
    expect(posts().filter((p) => words(p).includes('Call sheet'))).toHaveLength(1);

    const changed = await say('change the network to district Wi-Fi');
    expect(words(changed)).toMatch(/Changed/);
    const again = await open(changed);
    expect(again.blocks.find((b) => b.block_id === 'network.network')?.element?.initial_value).toBe(
      'district Wi-Fi',
    );
    expect(JSON.stringify(again)).not.toContain(SSID);
    expect(words(await say('finish'))).toContain('contact log');
  });

  test('a modal that was open while the server started anew is sent as if nothing had been', async () => {
    await start();
    const view = await open(await say('please prepare my call to CalTAC'));
    await app.stop();
    app = await startKeptApp({ slack, database });
    await submit(view, { 'device.device': 'iPad' });
    expect(words(await until(() => posts().find((p) => words(p).includes('Call sheet'))))).toContain('iPad');
  });

  test('/caaspp form, the shortcut and the Home tab open it at once, and it goes on in private', async () => {
    await start();
    const channel = await slack.channelId('testing');
    await app.command({ channel_id: channel, user_id: ann, text: 'form', trigger_id: await trigger() });
    const opened = await until(() => ok('views.open')[0]);
    await submit(opened.body.view as View, { 'device.device': 'iPad' });
    const sheet = await until(() => posts().find((p) => words(p).includes('Call sheet')));
    expect(sheet.body.channel).toBe(dm);
    expect(words(await say('change the device to Chromebook'))).toContain('Chromebook');
    await app.interact({
      type: 'shortcut',
      callback_id: 'fill_in_form',
      user: { id: ann, team_id: TEAM },
      trigger_id: await trigger(),
    });
    const second = await until(() => ok('views.open')[1]);
    expect(words(second)).toContain('Chromebook');
    await app.interact({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      container: { type: 'view', view_id: 'VHOME' },
      actions: [{ type: 'button', action_id: 'fill', value: 'form:caltac' }],
      trigger_id: await trigger(),
    });
    expect(words(await until(() => ok('views.open')[2]))).toContain('Chromebook');
  });

  test('a rule is filled in with date pickers, and its result comes into the conversation', async () => {
    await start();
    const view = await open(
      await say('we received the score reports on May 14, 2027, when must parents have them'),
    );
    const received = view.blocks.find((b) => b.block_id === 'received_on')?.element;
    expect(received).toMatchObject({ type: 'datepicker', initial_date: '2027-05-14' });
    expect(namesOf(view)).not.toContain('next_first_day');

    const wrong = await submit(view, { last_day_of_instruction: '2029-06-10' });
    expect(wrong.errors).toEqual({ last_day_of_instruction: expect.stringMatching(/years/) });
    const more = await submit(view, { last_day_of_instruction: '2027-05-10' });
    expect(more.response_action).toBe('update');
    expect(namesOf(more.view!)).toContain('next_first_day');
    expect(faultsOf(SlackView, more.view)).toEqual([]);

    expect(await submit(view, { last_day_of_instruction: '2027-06-10' })).toEqual({});
    const result = await until(() => posts().find((p) => words(p).includes('Change in a form')));
    expect(words(result)).toContain('June 11, 2027');
    expect(words(await say('actually we got them May 17, 2027'))).toContain('June 14, 2027');
  });

  test('a rule asked with /caaspp is filled in from there, and its result comes to the asker alone', async () => {
    await start();
    const channel = await slack.channelId('testing');
    const asked = 'we received the score reports on May 14, 2027, when must parents have them';
    await app.command({
      channel_id: channel,
      user_id: ann,
      text: asked,
      response_url: `${slack.url}/respond`,
      trigger_id: await trigger(),
    });
    const aside = await until(() => ok('respond')[0]);
    const view = await open(
      { ...aside, body: { ...aside.body }, answer: { ts: '1.1' } },
      { channel, only: true },
    );
    await submit(view, { last_day_of_instruction: '2027-06-10' });
    const result = await until(() => posts()[0]);
    expect(result.body.channel).toBe(dm);
    expect(words(result)).toContain('June 11, 2027');
    expect(words(result)).toContain('Change in a form');
  });

  test('what is chosen opens further fields while the modal is open', async () => {
    await start();
    const view = await open(await say('work out the condition code for my student'));
    const reason = view.blocks.find((b) => b.block_id === 'reason');
    expect(reason?.dispatch_action).toBe(true);
    await app.interact({
      type: 'block_actions',
      user: { id: ann, team_id: TEAM },
      view: {
        ...view,
        id: (ok('views.open')[0]!.answer.view as { id: string }).id,
        state: stateOf(view, { reason: 'parent_exemption' }),
      },
      actions: [{ type: 'static_select', action_id: 'blank_field', block_id: 'reason' }],
    });
    const updated = await until(() => slack.ofMethod('views.update')[0]);
    expect(namesOf(updated.body.view as View)).toContain('written_request');
  });
});
