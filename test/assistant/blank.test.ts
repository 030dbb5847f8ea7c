import { beforeAll, describe, expect, test } from 'vitest';
import { createAssistant } from '../../src/assistant/assistant.ts';
import type { Filled } from '../../src/assistant/blank.ts';
import { memoryConversations } from '../../src/assistant/conversations.ts';
import { createWorld } from '../../src/assistant/create-world.ts';
import { formSkills } from '../../src/assistant/skills/form.ts';
import { renderText } from '../../src/assistant/text.ts';
import type { World } from '../../src/assistant/world.ts';
import { memoryDrafts } from '../../src/forms/memory.ts';
import { dataKey } from '../../src/forms/secret.ts';

const SSID = '9988776655';
let world: World;
beforeAll(() => {
  world = createWorld();
}, 60_000);

function person({ key = dataKey('k'.repeat(20)) } = {}) {
  const drafts = memoryDrafts();
  const conversations = memoryConversations();
  const assistant = createAssistant(world, conversations, formSkills(world, { drafts, key }));
  let id = 0;
  const message = (text: string, action?: string, filled?: Filled, conversation = 'c') => ({
    id: `m${++id}`,
    conversation,
    person: { id: `in-${conversation}`, email: 'lee@oak.org', role: 'lea_coordinator' as const },
    text,
    action,
    filled,
    at: `2026-11-23T09:${String(id).padStart(2, '0')}:00-08:00`,
  });
  return {
    async say(text: string, conversation?: string) {
      const reply = await assistant.reply(message(text, undefined, undefined, conversation));
      return { ...reply, text: renderText(reply) };
    },
    async blank(subject: string, filled?: Filled, conversation?: string) {
      const blank = await assistant.blank?.(message('', subject, filled, conversation));
      if (!blank) throw new Error('no blank');
      return { ...blank, names: blank.fields.map((f) => f.name) };
    },
    async send(action: string, filled: Filled, conversation?: string) {
      const reply = await assistant.reply(message('', action, filled, conversation));
      return { ...reply, text: renderText(reply) };
    },
    assistant,
    state: async () => JSON.stringify([await conversations.load('c'), await drafts.ofPerson('lee@oak.org')]),
  };
}

describe('the CalTAC form as a blank', () => {
  test('is offered with each of its questions and with the sheet, and with nothing else', async () => {
    const ann = person();
    expect((await ann.say('When must our window be set?')).blank).toBeUndefined();
    expect((await ann.say('please prepare my call to CalTAC')).blank).toBe('form:caltac');
    expect((await ann.say('chromebook')).blank).toBe('form:caltac');
    expect((await ann.say('finish')).blank).toBe('form:caltac');
    expect((await ann.say('finish')).blank).toBeUndefined();
  });

  test('shows what was said, and the conversation goes on from what was filled in', async () => {
    const ann = person();
    await ann.say('please prepare my call to CalTAC');
    await ann.say('dell desktop');
    const blank = await ann.blank('form:caltac');
    expect(blank.fields[0]).toMatchObject({ name: 'device.device', value: expect.stringMatching(/dell/i) });
    const all = Object.fromEntries(blank.names.map((n) => [n, '']));
    const sheet = await ann.send(blank.action, {
      ...all,
      'device.device': 'iPads',
      'network.network': 'district Wi-Fi',
      'contact.email': 'lee@oak.org',
      'student.ssid': SSID,
    });
    expect(sheet.text).toMatch(/Call sheet/);
    expect(sheet.text).toMatch(/district Wi-Fi/);
    expect(sheet.text).not.toContain(SSID);
    expect(await ann.state()).not.toContain(SSID);
    expect((await ann.say('change the network to wired')).text).toMatch(/Changed.*wired/);
    expect((await ann.blank('form:caltac')).fields.find((f) => f.name === 'network.network')?.value).toBe(
      'wired',
    );
    expect((await ann.say('finish')).text).toMatch(/contact log/);
  });

  test('is the draft of the person, whichever conversation they are in', async () => {
    const ann = person();
    await ann.say('please prepare my call to CalTAC');
    await ann.say('chromebook');
    expect((await ann.blank('form:caltac', undefined, 'elsewhere')).fields[0]?.value).toBe('Chromebook');
    await ann.send('form:caltac:fill', { 'device.device': 'iPad' }, 'elsewhere');
    expect((await ann.say('show')).text).toContain('iPad');
  });

  test('begins a draft where there is none, and has a name by itself', async () => {
    const ann = person();
    const blank = await ann.blank('form');
    expect(blank.subject).toBe('form:caltac');
    await ann.send(blank.action, {
      ...Object.fromEntries(blank.names.map((n) => [n, ''])),
      'device.device': 'iPad',
    });
    expect((await ann.say('change the device to Chromebook')).text).toMatch(/Chromebook/);
  });

  test('is offered where a draft is found again', async () => {
    const ann = person();
    await ann.send('form:caltac:fill', { 'device.device': 'iPad' });
    expect((await ann.say('please prepare my call to CalTAC', 'elsewhere')).blank).toBe('form:caltac');
    expect((await ann.blank('form:caltac', undefined, 'elsewhere')).fields[0]?.value).toBe('iPad');
  });

  test('names faults without changing anything; sent all the same, the first is asked for', async () => {
    const ann = person();
    await ann.say('please prepare my call to CalTAC');
    const before = await ann.state();
    const filled = { 'device.device': 'iPad', 'contact.email': 'lee@oak' };
    expect((await ann.blank('form:caltac', filled)).faults).toEqual({
      'contact.email': expect.stringMatching(/not a complete email/),
    });
    expect(await ann.state()).toBe(before);
    const reply = await ann.send('form:caltac:fill', filled);
    expect(reply.kind).toBe('ask');
    expect(reply.text).toMatch(/not a complete email[\s\S]*email address and phone/);
  });

  test('refuses credentials and student data outside the field that asks for them', async () => {
    const ann = person();
    const { faults } = await ann.blank('form:caltac', {
      'device.device': 'my password is Tiger22',
      'network.network': `SSID ${SSID}`,
      'student.ssid': `SSID ${SSID}`,
    });
    expect(Object.keys(faults)).toEqual(['device.device', 'network.network']);
    expect(JSON.stringify(faults)).not.toContain(SSID);
  });
});

describe('a rule as a blank', () => {
  test('has its inputs with their kinds, and what was said already', async () => {
    const ann = person();
    const asked = await ann.say('we received the score reports on May 14, 2027, when must parents have them');
    expect(asked.blank).toBe('rule:ssr-notification-deadline');
    const blank = await ann.blank('rule:ssr-notification-deadline');
    expect(blank.fields.slice(0, 2)).toMatchObject([
      { name: 'received_on', input: { kind: 'date' }, value: '2027-05-14', required: true },
      { name: 'last_day_of_instruction', input: { kind: 'date' }, required: true },
    ]);
    expect(blank.names).not.toContain('as_of');
    expect(blank.names).not.toContain('next_first_day');
  });

  test('gives the result of the same rule, open for corrections by words and again as a blank', async () => {
    const ann = person();
    const filled = { received_on: '2027-05-14', last_day_of_instruction: '2027-06-10', nonworking_days: '' };
    expect((await ann.blank('rule:ssr-notification-deadline', filled)).faults).toEqual({});
    const result = await ann.send('rule:fill:ssr-notification-deadline', filled);
    expect(result.kind).toBe('calculation');
    expect(result.text).toContain('June 11, 2027');
    expect(result.blank).toBe('rule:ssr-notification-deadline');
    expect((await ann.say('actually we got them May 17, 2027')).text).toContain('June 14, 2027');
    expect((await ann.blank('rule:ssr-notification-deadline')).fields[0]?.value).toBe('2027-05-17');
  });

  test('opens a field when what was filled in makes it matter', async () => {
    const ann = person();
    const filled = { received_on: '2027-06-14', last_day_of_instruction: '2027-06-10' };
    const blank = await ann.blank('rule:ssr-notification-deadline', filled);
    expect(blank.opensMore).toBe(true);
    expect(blank.names).toContain('next_first_day');
    expect(blank.faults).toEqual({ next_first_day: expect.stringMatching(/cannot work it out/) });
  });

  test('names what is wrong at its field: no date, a wrong order, what is personal', async () => {
    const ann = person();
    const dates = { start: '2027-04-05', end: '2027-03-01', days_off: 'none' };
    expect(Object.keys((await ann.blank('rule:window-validate', dates)).faults)).toEqual(['end']);
    const words = { primary_language: '9988776655' };
    expect((await ann.blank('rule:ssr-languages', words)).faults.primary_language).toMatch(/not needed here/);
    const days = { ...dates, end: '2027-05-28', days_off: 'whenever' };
    expect((await ann.blank('rule:window-validate', days)).faults.days_off).toMatch(/could not read dates/);
    const real = { ...dates, end: '2027-05-28', days_off: 'May 32' };
    expect((await ann.blank('rule:window-validate', real)).faults.days_off).toBeDefined();
  });

  test('of every kind takes what its own fields send, and shows it again', async () => {
    const ann = person();
    const values: Record<string, string> = {
      date: '2027-05-14',
      moment: '2027-03-17 09:20',
      number: '7',
    };
    for (const { id } of world.ruleIntents.talks) {
      const blank = await ann.blank(`rule:${id}`);
      for (const field of blank.fields) {
        const { input } = field;
        const value =
          input.kind === 'choices'
            ? input.options.slice(0, 2).map((o) => o.value)
            : input.kind === 'choice'
              ? input.options[0]?.value
              : values[input.kind];
        if (value === undefined) continue;
        const again = await ann.blank(`rule:${id}`, { [field.name]: value });
        const shown = again.fields.find((f) => f.name === field.name)?.value;
        expect.soft([id, field.name, shown]).toEqual([id, field.name, value]);
      }
    }
  });
});
