import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Draft, newDraft } from '../../src/forms/draft.ts';
import { respond } from '../../src/forms/engine.ts';
import type { Form } from '../../src/forms/load.ts';
import { sealDraft } from '../../src/forms/secret.ts';
import { AT, caltac, hints, tiny } from './tiny.ts';

const form = caltac();
/** One that could be no phone number by its first digit, one that could be none by its area code. */
const SSIDS = ['1234509876', '9988776655'];

const ANSWERS: Record<string, string> = {
  device: 'dell laptop',
  error: "error 2014 'session lost'",
  system: 'windows 11, secure browser 17',
  network: 'wired, behind a proxy',
  contact: 'lee@oak.org, 916-555-0123',
  session: 'CA-55DD-1',
  student: 'grade 5, math, CAT',
};
const WRONG: Record<string, string> = {
  device: 'ipad',
  error: "error 99 'screen is white'",
  system: 'macOS 14, safari',
  network: 'guest wifi',
  contact: 'x@elm.org, 530-555-0100',
  session: 'CA-0000-9',
  student: 'grade 7, ELA, PT',
};
const NAMES: Record<string, string> = {
  device: 'device',
  error: 'error message',
  system: 'operating system',
  network: 'network',
  contact: 'email and phone',
  session: 'session id',
  student: 'student information',
};

const take = (draft: Draft, message: string, elsewhere = 0): Draft =>
  respond(form, draft, message, hints(elsewhere))?.draft ?? draft;

/** Answers what is open with the right words until everything is asked. */
function complete(draft: Draft): Draft {
  let d = draft;
  for (let i = 0; i < 20 && d.at; i++) d = take(d, ANSWERS[d.at]!);
  return d;
}

/** Every field that does not hold the right answer is corrected by its name. */
function correct(draft: Draft, right: Draft): Draft {
  return form.steps.reduce((d, f) => {
    if (JSON.stringify(d.values[f.id]) === JSON.stringify(right.values[f.id])) return d;
    return take(take(d, `change the ${NAMES[f.id]}`), ANSWERS[f.id]!);
  }, draft);
}

type Move =
  | { kind: 'answer' | 'wrong' | 'skip' | 'back' | 'aside' | 'show' | 'help' }
  | { kind: 'name'; field: string; wrong: boolean };

const move: fc.Arbitrary<Move> = fc.oneof(
  fc
    .constantFrom('answer', 'wrong', 'skip', 'back', 'aside', 'show', 'help')
    .map((kind) => ({ kind }) as Move),
  fc.record({
    kind: fc.constant('name' as const),
    field: fc.constantFrom(...Object.keys(NAMES)),
    wrong: fc.boolean(),
  }),
);

function make(draft: Draft, m: Move): Draft {
  switch (m.kind) {
    case 'answer':
      return draft.at ? take(draft, ANSWERS[draft.at]!) : draft;
    case 'wrong':
      return draft.at ? take(draft, WRONG[draft.at]!) : draft;
    case 'aside':
      return take(draft, 'when is the window deadline?', 0.95);
    case 'name':
      return take(draft, `change the ${NAMES[m.field]} to ${(m.wrong ? WRONG : ANSWERS)[m.field]}`);
    default:
      return take(draft, m.kind);
  }
}

/** Messages of every sort: commands, answers, names, numbers and noise. */
const message = fc.oneof(
  fc.constantFrom(
    'skip',
    'back',
    'show',
    'help',
    'start over',
    'finish',
    'done',
    'continue',
    'idk',
    'change the network',
    'remove the device',
    'actually it was an ipad',
    'wrong email',
    'something else',
    '5',
    'what is this?',
  ),
  fc.constantFrom(...Object.values(ANSWERS), ...Object.values(WRONG)),
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 40 }),
);

describe('any way through the form', () => {
  const straight = complete(newDraft(form, AT));

  test('a straight run holds every field', () => {
    expect(Object.keys(straight.values).sort()).toEqual(Object.keys(ANSWERS).sort());
  });

  test('answers, skips, backs, interruptions and corrections in any order end in the same contents', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        const end = correct(complete(moves.reduce(make, newDraft(form, AT))), straight);
        expect(end.values).toEqual(straight.values);
        expect(end.at).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['CalTAC', form],
    ['another form', tiny()],
  ] as [string, Form][])('%s: after 200 random messages "cancel" leads out', (_, any) => {
    fc.assert(
      fc.property(fc.array(message, { minLength: 200, maxLength: 200 }), fc.boolean(), (messages, keeps) => {
        let draft = newDraft(any, AT);
        for (const m of messages) {
          const step = respond(any, draft, m, hints(0, keeps));
          if (step && !step.end) draft = step.draft;
          // Every state is plain JSON.
          expect(JSON.parse(JSON.stringify(draft))).toEqual(draft);
        }
        expect(respond(any, draft, 'cancel', hints(0, keeps))?.end).toBe('canceled');
      }),
      { numRuns: 25 },
    );
  });

  test.each(SSIDS)('the SSID %s is nowhere in the clear in what is kept, with a key or without', (SSID) => {
    const key = Buffer.alloc(32, 7);
    const ways = [
      SSID,
      `lee@oak.org, ${SSID}`,
      `SSID ${SSID}`,
      `grade 5, ${SSID}, math`,
      `error for ${SSID}`,
      `student information: ${SSID}`,
    ];
    fc.assert(
      fc.property(
        fc.array(fc.oneof(move, fc.constantFrom(...ways)), { maxLength: 30 }),
        fc.boolean(),
        (steps, keeps) => {
          let draft = newDraft(form, AT);
          for (const s of steps) {
            if (typeof s !== 'string') draft = make(draft, s);
            else {
              const step = respond(form, draft, s, hints(0, keeps));
              if (!step) continue;
              expect(JSON.stringify(step.parts)).not.toContain(SSID);
              draft = step.draft;
            }
            const kept = JSON.stringify(sealDraft(form, draft, keeps ? key : undefined));
            expect(kept).not.toContain(SSID);
            // As a phone number is written.
            expect(kept).not.toContain(SSID.replace(/(...)(...)/, '$1-$2-'));
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
