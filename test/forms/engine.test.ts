import { describe, expect, test } from 'vitest';
import { renderText } from '../../src/assistant/text.ts';
import { type Draft, newDraft } from '../../src/forms/draft.ts';
import { begin, respond } from '../../src/forms/engine.ts';
import type { Form } from '../../src/forms/load.ts';
import type { Step } from '../../src/forms/step.ts';
import { AT, caltac, hints, tiny } from './tiny.ts';

const said = (step: Step | undefined) => renderText({ kind: 'ask', parts: step?.parts ?? [] });

/** Runs messages through a form; those that are not for it leave the draft as it is. */
function run(form: Form, messages: string[], from: Draft = newDraft(form, AT), options = hints()) {
  let step: Step | undefined;
  let draft = from;
  for (const m of messages) {
    step = respond(form, draft, m, options);
    draft = step?.draft ?? draft;
  }
  return { step, draft, text: said(step) };
}

describe('a form', () => {
  test('asks one question at a time and tells how far it is', () => {
    const form = tiny();
    const first = begin(form, 'order lunch', newDraft(form, AT), hints());
    expect(said(first)).toContain('(1 of 3) How many people eat?');
    expect(run(form, ['12']).text).toContain('(2 of 3) Which food?');
  });

  test('takes what the first message already says and asks the next thing', () => {
    const form = tiny();
    const first = begin(form, 'lunch for 12 people please', newDraft(form, AT), hints());
    expect(first.draft.values).toEqual({ people: { people: '12' } });
    expect(first.draft.at).toBe('food');
  });

  test('says why a value will not do, with an example, and asks again', () => {
    const { text, draft } = run(tiny(), ['120']);
    expect(text).toContain('120 is too many or too few, say 1 to 99, like "12".');
    expect(text).toContain('How many people eat?');
    expect(draft.at).toBe('people');
  });

  test('does not leave out what is required, and says so', () => {
    const { text, draft } = run(tiny(), ['skip']);
    expect(text).toContain('People cannot be left out.');
    expect(draft.at).toBe('people');
  });

  test('is finished early only when nothing required is missing', () => {
    expect(run(tiny(), ['done']).text).toContain('First these, please: People.');
    expect(run(tiny(), ['12', 'done']).step).toMatchObject({ review: true, draft: { at: null } });
  });

  test('goes back, shows the answer that is there, and keeps it on skip', () => {
    const form = tiny();
    const back = run(form, ['12', 'go back please']);
    expect(back.text).toContain('So far: 12.');
    expect(run(form, ['skip'], back.draft).draft).toMatchObject({
      at: 'food',
      values: { people: { people: '12' } },
    });
    expect(run(form, ['back']).text).toContain('This is the first question.');
  });

  test('shows what it has, with sensitive values masked', () => {
    const { text } = run(tiny(), ['12', 'soup', '4711', 'change the food', 'show']);
    expect(text).toContain('Food: soup');
    expect(text).toContain('Badge: •••••••1');
    expect(text).not.toContain('4711');
  });

  test('helps with the open question', () => {
    expect(run(tiny(), ['help']).text).toContain('For example "12".');
    expect(run(tiny(), ['help']).text).toContain('cancel');
  });

  test('starts over without the answers', () => {
    expect(run(tiny(), ['12', 'soup', 'start over']).draft).toMatchObject({ at: 'people', values: {} });
  });

  test('is canceled from anywhere', () => {
    for (const before of [[], ['12'], ['12', 'soup', 'skip'], ['12', 'change the food']])
      expect(run(tiny(), [...before, 'never mind']).step).toMatchObject({ kind: 'decline', end: 'canceled' });
  });

  test('finishes on the second word at its end', () => {
    expect(run(tiny(), ['12', 'soup', 'skip', 'finish']).step?.end).toBe('finished');
  });

  test('leaves a question of another kind to others, and stays where it is', () => {
    const form = tiny();
    const { draft } = run(form, ['12']);
    expect(respond(form, draft, 'when is the CAST window?', hints(0.9))).toBeUndefined();
    expect(respond(form, draft, 'window deadline', hints(0.9))).toBeUndefined();
    expect(respond(form, draft, 'what was it again, the thing with the noodles', hints(0.1))).toBeUndefined();
  });

  test('corrects a named field at any time', () => {
    const form = tiny();
    for (const [message, people] of [
      ['change the people to 14', '14'],
      ["wrong head count, it's 15", '15'],
      ['people: 16', '16'],
      ['sorry, the head count was 17', '17'],
    ] as const)
      expect(run(form, ['12', message]).draft, message).toMatchObject({
        at: 'food',
        values: { people: { people } },
      });
  });

  test('corrects the last answer when nothing is named', () => {
    expect(run(tiny(), ['12', 'actually 13']).draft).toMatchObject({
      at: 'food',
      values: { people: { people: '13' } },
    });
  });

  test('empties a field on request', () => {
    expect(run(tiny(), ['12', 'soup', 'remove the food']).draft).toMatchObject({
      at: 'badge',
      skipped: ['food'],
    });
  });

  test('does not keep sensitive answers where nothing can be encrypted', () => {
    const { draft } = run(tiny(), ['12', 'soup', '4711'], undefined, hints(0, false));
    expect(JSON.stringify(draft)).not.toContain('4711');
    expect(draft.withheld).toEqual(['badge']);
  });
});

describe('the CalTAC form', () => {
  test('takes three answers from one message and asks for the fourth', () => {
    const { draft, text } = run(caltac(), ['asus notebook, err 4411 "lost connection", macOS 15 in safari']);
    expect(draft.values).toEqual({
      device: { device: 'ASUS laptop' },
      error: { code: '4411', description: 'lost connection' },
      system: { os: 'macOS 15', browser: 'Safari (web browser)' },
    });
    expect(text).toContain('network');
  });

  test('asks once for the part that is missing, then goes on', () => {
    const form = caltac();
    const half = run(form, ['ipad', 'it freezes', 'ipados 18']);
    expect(half.text).toContain('And the browser?');
    expect(run(form, ['idk'], half.draft).draft.at).toBe('network');
    expect(run(form, ['the secure browser'], half.draft).draft).toMatchObject({
      at: 'network',
      values: { system: { os: 'iPadOS 18', browser: 'Secure browser' } },
    });
  });

  test('takes "no students here" at a field with a check as leaving it out', () => {
    const form = caltac();
    const { draft } = run(form, [
      'ipad',
      'skip',
      'skip',
      'wifi',
      'skip',
      'CA-1B-22',
      'no students concerned',
    ]);
    expect(draft).toMatchObject({ at: null, skipped: ['error', 'system', 'contact', 'student'] });
  });

  test('puts a correction where its words belong', () => {
    const { draft } = run(caltac(), ['hp desktop', 'actually it was a chrome book']);
    expect(draft).toMatchObject({ at: 'error', values: { device: { device: 'Chromebook' } } });
  });

  test('corrects the email and leaves the phone', () => {
    const form = caltac();
    const { draft } = run(form, [
      'ipad',
      'skip',
      'skip',
      'wifi',
      'a@oak.org 916-555-0101',
      "wrong email, it's b@oak.org",
    ]);
    expect(draft).toMatchObject({
      at: 'session',
      values: { contact: { email: 'b@oak.org', phone: '916-555-0101' } },
    });
  });

  test('keeps no ten digits in a field that is not encrypted', () => {
    const { draft } = run(caltac(), ['ipad', 'it says 1234567890 is not found']);
    expect(JSON.stringify(draft)).not.toContain('1234567890');
  });

  test('takes what it is about from the first message', () => {
    const form = caltac();
    const { draft } = begin(
      form,
      'prepare a call, an LEA user needs a password reset',
      newDraft(form, AT),
      hints(),
    );
    expect(draft.values.about).toEqual({ about: 'Password resets for LEA users' });
  });
});
