import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Assistant } from '../../../src/assistant/assistant.ts';
import type { Blank } from '../../../src/assistant/blank.ts';
import { packMetadata } from '../../../src/channels/slack/tickets/modals.ts';
import { TicketError } from '../../../src/escalation/tickets.ts';
import { createLog } from '../../../src/log.ts';
import { aWhile, fakeAssistant, type SlackApp, says, startSlackApp, until } from './support/app.ts';
import { BOT_TOKEN, type FakeSlack, startFakeSlack } from './support/fake-slack.ts';

const BLANK: Blank = {
  subject: 'form:device',
  action: 'form:device:send',
  title: 'A device',
  notes: [],
  fields: [{ name: 'device', label: 'Device', required: false, input: { kind: 'text' } }],
  opensMore: false,
  faults: {},
};
/** Slack gives up after three seconds; a second is for the way. */
const IN_TIME = 2_600;

describe('a modal that is sent', () => {
  let slack: FakeSlack;
  let app: SlackApp;
  let ann: string;
  let lines: string[];

  beforeAll(async () => {
    slack = await startFakeSlack();
    ann = await slack.userId('ann');
  });
  afterAll(() => slack.stop());
  beforeEach(() => {
    lines = [];
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await app.stop();
    slack.calls.length = 0;
  });

  const words = (what: unknown) => JSON.stringify(what);
  const updates = () => slack.ofMethod('views.update').filter((c) => c.answer.ok);

  async function start(more: Partial<Assistant> = {}, desk?: object, store?: object) {
    const { assistant } = fakeAssistant(() => says('Sent.'));
    const log = createLog(
      { logLevel: 'trace', logMessageText: false },
      { write: (line: string) => lines.push(line) },
    );
    const tools = {
      assistant: { ...assistant, blank: async () => BLANK, ...more },
      desk: desk as never,
      store: store as never,
    };
    app = await startSlackApp({ slack, log, tools });
  }

  /** A modal that Slack knows, so that it can be changed. */
  async function shown(): Promise<Record<string, unknown>> {
    const { trigger_id } = await slack.call('views.generateTriggerId', { user_id: ann });
    const view = {
      type: 'modal',
      callback_id: 'fill',
      private_metadata: JSON.stringify({ subject: BLANK.subject }),
      title: { type: 'plain_text', text: 'Ticket 7' },
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'x' } }],
    };
    const opened = await fetch(`${slack.api}views.open`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${BOT_TOKEN}` },
      body: JSON.stringify({ trigger_id, view }),
    });
    const { view: told } = (await opened.json()) as { view: { id: string } };
    return { ...view, id: told.id };
  }

  const send = async (view: Record<string, unknown>, values: object) => {
    const sent = await app.interact({
      type: 'view_submission',
      user: { id: ann },
      view: { ...view, state: { values } },
    });
    return { ...sent, told: JSON.parse(sent.text || '{}') as Record<string, unknown> };
  };
  const DEVICE = { device: { blank_field: { type: 'plain_text_input', value: 'iPad' } } };
  const ANSWER = { words: { words: { value: 'Yes, it may.' } } };
  const act = (act: 'answer' | 'note') => packMetadata({ ticket: 't7', act });

  test('closes at once when all goes well', async () => {
    await start();
    const { status, text, ms } = await send(await shown(), DEVICE);
    expect([status, text]).toEqual([200, '']);
    expect(ms).toBeLessThan(1_000);
    await until(() => slack.ofMethod('chat.postMessage')[0]);
  });

  test('is answered in time while Slack does not say who it is, and shows in the end that it went', async () => {
    await start();
    const view = await shown();
    const { timeout } = AbortSignal;
    vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout.call(AbortSignal, 2_800));
    slack.fail('users.info', { silent: true });
    const { status, told, ms } = await send(view, DEVICE);
    expect(status).toBe(200);
    expect(ms).toBeLessThan(IN_TIME);
    expect(told.response_action).toBe('update');
    expect(words(told.view)).toContain('One moment');
    expect(words((await until(() => updates()[0])).body.view)).toContain('Done. You can close');
    expect(slack.ofMethod('chat.postMessage')).toHaveLength(1);
  });

  test('that came back late with a fault shows the fields again, and what is wrong', async () => {
    const blank = async () => {
      await aWhile(2_200);
      return { ...BLANK, faults: { device: 'Please name the device.' } };
    };
    await start({ blank });
    const { told } = await send(await shown(), DEVICE);
    expect(words(told.view)).toContain('One moment');
    const drawn = words((await until(() => updates()[0])).body.view);
    expect(drawn).toContain('Please name the device.');
    expect(drawn).toContain('"block_id":"device"');
  });

  test.each(['not JSON', '{"a":1}'])(
    'that nobody can read (%s) says so, and stays',
    async (private_metadata) => {
      await start();
      const { status, told, ms } = await send({ ...(await shown()), private_metadata }, DEVICE);
      expect(status).toBe(200);
      expect(ms).toBeLessThan(1_000);
      expect(told).toMatchObject({
        response_action: 'errors',
        errors: { device: expect.stringContaining('try again') },
      });
      expect(lines.join('')).not.toContain('iPad');
    },
  );

  test('that could not be kept stays as it was filled in, and says so', async () => {
    const answer = async () => {
      throw new Error('disk full');
    };
    await start({ answer });
    const { told } = await send(await shown(), DEVICE);
    expect(told).toMatchObject({ response_action: 'errors', errors: { device: expect.any(String) } });
  });

  test('with why an answer did not help stays, too, while it cannot be kept', async () => {
    const feedback = async () => {
      throw new Error('disk full');
    };
    await start({}, undefined, { questions: { feedback } });
    const view = {
      ...(await shown()),
      callback_id: 'feedback',
      private_metadata: '{"conversation":"c","message":"m"}',
    };
    const { told } = await send(view, { kind: { kind: {} }, words: { words: { value: 'Too old.' } } });
    expect(told).toMatchObject({ response_action: 'errors', errors: { kind: expect.any(String) } });
  });

  test('that cannot be opened says so, where it would have been', async () => {
    const blank = async () => {
      throw new Error('disk full');
    };
    await start({ blank });
    const { trigger_id } = await slack.call('views.generateTriggerId', { user_id: ann });
    const callback_id = 'fill_in_form';
    await app.interact({ type: 'shortcut', callback_id, user: { id: ann }, trigger_id: String(trigger_id) });
    const opened = await until(() => slack.ofMethod('views.open')[0]);
    expect(words(opened.body.view)).toContain('try again in a moment');
  });

  describe('of an agent', () => {
    const seen = { ticket: { number: 7 } };

    test('is answered in time while the desk is slow, and shows the preview after', async () => {
      const view = async () => {
        await aWhile(2_200);
        return seen;
      };
      await start({}, { view, preview: () => says('Yes, it may.') });
      const modal = { ...(await shown()), callback_id: 'act', private_metadata: act('answer') };
      const { told, ms } = await send(modal, ANSWER);
      expect(ms).toBeLessThan(IN_TIME);
      expect(told.response_action).toBe('update');
      const { body } = await until(() => updates()[0]);
      expect(body.view).toMatchObject({ callback_id: 'preview' });
      expect(words(body.view)).toContain('Yes, it may.');
    });

    test.each([
      ['a fault of ours', new Error('disk full')],
      ['a refusal', new TicketError('STATE')],
    ])('that came back late with %s shows the words again', async (_, fault) => {
      const view = async () => {
        await aWhile(2_200);
        throw fault;
      };
      await start({}, { view });
      await send({ ...(await shown()), callback_id: 'act', private_metadata: act('answer') }, ANSWER);
      const { body } = await until(() => updates()[0]);
      expect(words(body.view)).toContain('Yes, it may.');
      expect(words(body.view)).toContain('Ticket 7');
    });

    test('that nobody can read says so, and stays', async () => {
      await start({}, {});
      const view = { ...(await shown()), callback_id: 'act', private_metadata: '{}\n' };
      expect((await send(view, ANSWER)).told).toMatchObject({ errors: { words: expect.any(String) } });
      const preview = { ...view, callback_id: 'preview' };
      expect((await send(preview, {})).told).toMatchObject({ response_action: 'update' });
    });
  });

  test('an event that nobody handles is named in the log, without what it holds', async () => {
    await start();
    expect((await app.event({ type: 'reaction_added', user: ann, text: 'THSS' })).status).toBe(200);
    const line = await until(() => lines.find((l) => l.includes('unknown event')));
    expect(JSON.parse(line)).toMatchObject({ type: 'reaction_added' });
    expect(lines.join('')).not.toContain('THSS');
  });
});
