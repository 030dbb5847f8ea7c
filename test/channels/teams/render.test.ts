import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part, Reply } from '../../../src/assistant/reply.ts';
import type { Action, Element } from '../../../src/channels/teams/card/elements.ts';
import { clean, markdown } from '../../../src/channels/teams/card/markdown.ts';
import { readPress, sayAnswered } from '../../../src/channels/teams/card/press.ts';
import { type CardOptions, renderCard } from '../../../src/channels/teams/card/render.ts';
import { bytesOf } from '../../../src/channels/teams/card/size.ts';
import { LIMITS } from '../../../src/channels/teams/limits.ts';
import { toMessage } from '../../../src/channels/teams/outgoing.ts';
import { loadTexts } from '../../../src/channels/teams/texts.ts';
import { welcomeReply } from '../../../src/channels/teams/welcome.ts';
import { faultsOf } from '../../support/adaptive-cards.ts';
import { anyReply, EVERYTHING, HARMFUL } from '../../support/replies.ts';

const texts = loadTexts();
const options: CardOptions = { texts, of: 'message-1' };
const body = (part: Part, more: Partial<CardOptions> = {}) =>
  renderCard({ kind: 'choices', parts: [part] }, { ...options, ...more }).body;

function all(elements: readonly Element[]): (Element | Action)[] {
  return elements.flatMap((e): (Element | Action)[] => {
    if (e.type === 'Container') return [e, ...(e.selectAction ? [e.selectAction] : []), ...all(e.items)];
    return e.type === 'ActionSet' ? [e, ...e.actions] : [e];
  });
}

/** All that people read, without the marks of Markdown. */
function shown(reply: Reply, more: Partial<CardOptions> = {}): string {
  return all(renderCard(reply, { ...options, ...more }).body)
    .flatMap((e) => {
      if (e.type === 'TextBlock') return [e.text];
      if (e.type === 'FactSet') return e.facts.flatMap((f) => [f.title, f.value]);
      if (e.type === 'Image') return [e.altText];
      if (e.type !== 'Input.ChoiceSet' && e.type.startsWith('Input.') && 'label' in e) return [e.label ?? ''];
      if (e.type === 'Input.ChoiceSet') return e.choices.map((c) => c.title);
      return 'title' in e ? [e.title] : [];
    })
    .join('\n');
}

const settings: fc.Arbitrary<Partial<CardOptions>> = fc.record(
  {
    settled: fc.record({ label: fc.string({ maxLength: 30 }), action: fc.constant('open:x') }),
    feedback: fc.constantFrom('ask' as const, 'reason' as const),
    addresses: fc.constant({ 0: 'https://caaspp.example.org/a', 1: 'data:image/png;base64,AAAA' }),
  },
  { requiredKeys: [] },
);

describe('a reply as an Adaptive Card', () => {
  test('any reply, in any state, is a card of version 1.5 that the schema and the parser of Adaptive Cards take', () => {
    fc.assert(
      fc.property(anyReply, settings, (reply, more) => {
        expect(faultsOf(renderCard(reply, { ...options, ...more }))).toEqual([]);
      }),
    );
  });

  test('any reply, however large, in any state, stays below the limit of bytes', () => {
    const long = fc.integer({ min: 0, max: 40_000 }).map((n) => '€"'.repeat(n));
    const picture = `data:image/png;base64,${'A'.repeat(LIMITS.pictureBytes)}`;
    const large = fc.record({
      reply: anyReply,
      times: fc.integer({ min: 1, max: 400 }),
      long,
      answer: long,
      feedback: fc.constantFrom(undefined, 'ask' as const, 'reason' as const),
      pictures: fc.boolean(),
      settled: fc.boolean(),
    });
    fc.assert(
      fc.property(large, ({ reply, times, long, answer, feedback, pictures, settled }) => {
        const repeated: Part[] = Array.from({ length: times }, () => reply.parts).flat();
        const choice = { label: long, action: `say:${long}` };
        const huge: Reply = {
          ...reply,
          parts: [
            { type: 'text', text: long },
            { type: 'choices', title: long, choices: [choice, choice] },
            ...repeated,
            { type: 'facts', facts: [{ label: long, value: long }] },
          ],
        };
        const more: CardOptions = {
          ...options,
          feedback,
          addresses: pictures ? Object.fromEntries(huge.parts.map((_, i) => [i, picture])) : undefined,
          settled: settled ? { label: answer, note: answer } : undefined,
        };
        const card = renderCard(huge, more);
        expect(bytesOf(card)).toBeLessThanOrEqual(LIMITS.cardBytes);
        expect(bytesOf(toMessage(huge, more))).toBeLessThanOrEqual(LIMITS.messageBytes);
        expect(faultsOf(card)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('what a card asks for can be read back: every button of any reply is one that we know', () => {
    fc.assert(
      fc.property(anyReply, settings, (reply, more) => {
        for (const element of all(renderCard(reply, { ...options, ...more }).body)) {
          if (element.type !== 'Action.Execute') continue;
          const { at } = element.data as { at?: number };
          expect(readPress({ ...element.data, [`answer-${at}`]: '[]' })).toMatchObject({ of: 'message-1' });
        }
      }),
    );
  });

  test('any reply passes through JSON unchanged', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const card = renderCard(reply, options);
        expect(JSON.parse(JSON.stringify(card))).toEqual(JSON.parse(JSON.stringify(card)));
        expect(JSON.stringify(card)).not.toMatch(/\\u0000|\\ud[89ab]..(?!\\ud[c-f])/);
      }),
    );
  });

  test('nothing that a reply says is dropped, and the plain text says it too', () => {
    const words = shown(EVERYTHING).replace(/\\/g, '');
    const plain = renderCard(EVERYTHING, options).fallbackText;
    for (const text of [
      'Your testing window must be set',
      'Window setting deadline',
      'Good to know',
      'Each test has its own window.',
      'Log on to TOMS.',
      'Day 119 is Monday, March 1, 2027',
      'Later changes go through your Success Agent.',
      'This is from last year’s mailing',
      'The window runs from February 2',
      'window.ics',
      'When does your instruction begin?',
      'December > Prepare for Testing',
      'What if we miss it?',
    ]) {
      expect(words).toContain(text);
      expect(plain).toContain(text);
    }
  });

  test('words only are sent as words, everything else as a card with its words in the summary', () => {
    expect(toMessage({ kind: 'answer', parts: [{ type: 'text', text: 'By December 1.' }] }, options)).toEqual(
      {
        type: 'message',
        text: 'By December 1.',
        textFormat: 'plain',
      },
    );
    const card = toMessage(EVERYTHING, options);
    expect(card.text).toBeUndefined();
    expect(card.summary).toContain('Your testing window must be set in TOMS');
    expect(card.summary?.length).toBeLessThanOrEqual(LIMITS.summary);
  });

  test('the welcomes are good cards', () => {
    for (const scope of ['personal', 'groupChat', 'channel'] as const) {
      const reply = welcomeReply(scope, { texts, name: 'CAASPP Help', suggestions: ['When?', 'Who?'] });
      expect(faultsOf(renderCard(reply, options))).toEqual([]);
    }
  });
});

describe('the parts', () => {
  test('working and sources are folded, and a press unfolds them', () => {
    const elements = all(renderCard(EVERYTHING, options).body);
    const toggles = elements.filter((e) => e.type === 'Action.ToggleVisibility');
    const hidden = elements.filter((e) => e.type === 'Container' && e.isVisible === false);
    expect(toggles.flatMap((t) => t.targetElements)).toEqual(hidden.map((h) => 'id' in h && h.id));
    expect(hidden).toHaveLength(2);
  });

  test('a choice is a button that carries its action, and the nonce of its card', () => {
    const part: Part = { type: 'choices', choices: [{ label: 'Earliest start', action: 'open:rule:x' }] };
    const [button] = all(body(part)).filter((e) => e.type === 'Action.Execute');
    expect(button).toMatchObject({ title: 'Earliest start', verb: 'choose' });
    expect(readPress(button?.data)).toEqual({
      press: 'choose',
      of: 'message-1',
      action: 'open:rule:x',
      label: 'Earliest start',
    });
  });

  test('a question beside an answer closes with its first press, and not with what is pressed beside it', () => {
    const choices = [
      { label: 'IEP', action: 'rule:x:IEP' },
      { label: 'None', action: 'rule:x:None' },
    ];
    const part: Part = { type: 'question', name: 'plan', text: 'Which?', input: { kind: 'choice', choices } };
    const drawn = (settled: CardOptions['settled']) =>
      all(renderCard({ kind: 'answer', parts: [part] }, { ...options, settled }).body);
    const buttons = (settled: CardOptions['settled']) =>
      drawn(settled).filter((e) => e.type === 'Action.Execute').length;
    expect(buttons(undefined)).toBe(2);
    expect(buttons({ label: 'IEP', action: 'rule:x:IEP' })).toBe(0);
    expect(buttons({ label: 'Thanks', note: 'Thanks', beside: true })).toBe(2);
  });

  test('many choices become a list to pick from, and what is picked carries its action', () => {
    const choices = Array.from({ length: 9 }, (_, i) => ({ label: `Choice ${i}`, action: `say:${i}` }));
    const elements = all(body({ type: 'choices', choices }));
    const list = elements.find((e) => e.type === 'Input.ChoiceSet');
    expect(list?.choices.map((c) => c.title)).toEqual(choices.map((c) => c.label));
    expect(JSON.parse(list?.choices[3]?.value ?? '')).toEqual(['say:3', 'Choice 3']);
  });

  test.each([
    ['date', ['Input.Date']],
    ['moment', ['Input.Date', 'Input.Time']],
    ['number', ['Input.Number']],
    ['email', ['Input.Text']],
    ['phone', ['Input.Text']],
    ['text', ['Input.Text']],
  ] as const)('a question for a %s has fields of its kind', (kind, fields) => {
    const elements = all(body({ type: 'question', name: 'q', text: 'Which?', input: { kind } }));
    expect(elements.map((e) => e.type).filter((t) => t.startsWith('Input.'))).toEqual(fields);
  });

  test('a pressed card says what was chosen; what was asked keeps no buttons, an answer keeps the others', () => {
    const part: Part = {
      type: 'choices',
      choices: [
        { label: 'One', action: 'open:1' },
        { label: 'Two', action: 'open:2' },
      ],
    };
    const settled = { label: 'One', action: 'open:1' };
    const buttons = (kind: Reply['kind']) =>
      all(renderCard({ kind, parts: [part] }, { ...options, settled }).body)
        .filter((e) => e.type === 'Action.Execute')
        .map((e) => e.title);
    expect(buttons('choices')).toEqual([]);
    expect(buttons('answer')).toEqual(['Two']);
    expect(shown({ kind: 'choices', parts: [part] }, { settled })).toContain('You chose: One');
  });

  test.each([
    ['2026-11-20', '09:30', 'Friday, November 20, 2026, 9:30 a.m.'],
    ['2026-11-20', undefined, 'Friday, November 20, 2026'],
    ['2026-02-31', undefined, '2026-02-31'],
    ['Chromebook', undefined, 'Chromebook'],
    ['', undefined, ''],
  ])('an answer of %j, %j is said as people say it', (answer, time, said) => {
    expect(sayAnswered(answer, time)).toBe(said);
  });

  test('a picture with an address is an image, and its words stand below', () => {
    const picture: Part = { type: 'picture', svg: '<svg/>', alt: 'The window.' };
    const elements = all(body(picture, { addresses: { 0: 'data:image/png;base64,AAAA' } }));
    expect(elements.map((e) => e.type)).toEqual(['Image', 'TextBlock']);
    expect(all(body(picture)).map((e) => e.type)).toEqual(['TextBlock']);
  });

  test('whether it helped is asked with two buttons, and a reason has a field', () => {
    const buttons = all(body({ type: 'text', text: 'x' }, { feedback: 'ask' })).filter(
      (e) => e.type === 'Action.Execute',
    );
    expect(buttons.map((b) => readPress(b.data))).toEqual([
      { press: 'helpful', of: 'message-1', helpful: true },
      { press: 'helpful', of: 'message-1', helpful: false },
    ]);
    const reason = all(body({ type: 'text', text: 'x' }, { feedback: 'reason' }));
    expect(reason.some((e) => e.type === 'Input.Text' && e.id === 'reason')).toBe(true);
  });
});

describe('texts as Markdown', () => {
  test('addresses and numbers can be pressed, and the sentence around them stays', () => {
    expect(markdown('Write to caltac@ets.org, call 800-955-2954 or see https://www.caaspp.org/a.')).toBe(
      'Write to [caltac@ets.org](mailto:caltac@ets.org), call [800-955-2954](tel:+18009552954) or see [https://www.caaspp.org/a](https://www.caaspp.org/a).',
    );
  });

  test.each([
    ['*now*', '\\*now\\*'],
    ['[press](https://x.example)', '\\[press\\]([https://x.example](https://x.example))'],
    ['1. one', '1\\. one'],
    ['- one', '\\- one'],
    ['# big', '\\# big'],
    ['a <b> & c &lt; d', 'a &lt;b> & c &amp;lt; d'],
  ])('%j stays what it is', (text, drawn) => {
    expect(markdown(text)).toBe(drawn);
  });

  test.each(HARMFUL)('harmful text links nowhere but to its own addresses: %j', (text) => {
    for (const [, target = ''] of markdown(text).matchAll(/(?<!\\)\]\(([^)]*)\)/g))
      expect(target).toMatch(/^(https:\/\/|mailto:|tel:\+)[^"'<>]+$/);
    expect(clean(text)).not.toMatch(/\p{Cs}|\u202e/u);
  });
});
