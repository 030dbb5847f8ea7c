/** A blank as one Adaptive Card with all its fields. Pure; what is wrong stands at the field. */
import { type Blank, type BlankField, type Filled, wordsIn } from '../../../assistant/blank.ts';
import { type AdaptiveCard, block, type Element, type Input } from '../card/elements.ts';
import { clean, markdown } from '../card/markdown.ts';
import { markOf } from '../card/press.ts';
import { frame } from '../card/render.ts';
import { bytesOf } from '../card/size.ts';
import { LIMITS } from '../limits.ts';
import type { TeamsTexts } from '../texts.ts';
import { idOf, TIME } from './fields.ts';

export interface BlankCardOptions {
  texts: TeamsTexts;
  /** Nonce of the card that this one was opened from, and its own: sent twice, it counts once. */
  of: string;
  nonce: string;
  /** In which state the card was that this one was opened from. */
  presses?: number;
  /** What was filled in and sent back; without it, what is known. */
  filled?: Filled;
}

const LONGEST_VALUE = 1_000;
const DAY = /^\d{4}-\d\d-\d\d/;
const TIME_OF_DAY = /^\d{4}-\d\d-\d\d (\d\d:\d\d)$/;

/** How much of its words a card keeps where it would be too large: characters of a label, and of a hint. */
const LEAN = [
  { label: 500, hint: 500, options: 100 },
  { label: 120, hint: 0, options: 30 },
] as const;
type Lean = { label: number; hint: number; options: number };

/** @returns a card of at most `LIMITS.cardBytes`; of a blank too large for that the last fields are left as they are */
export function blankCard(blank: Blank, options: BlankCardOptions): AdaptiveCard {
  for (const lean of LEAN) {
    const card = draw(blank, blank.fields, options, lean);
    if (bytesOf(card) <= LIMITS.cardBytes) return card;
  }
  let fields = blank.fields;
  for (;;) {
    fields = fields.slice(0, Math.floor(fields.length * 0.7));
    const card = draw(blank, fields, options, LEAN[1]);
    if (bytesOf(card) <= LIMITS.cardBytes || !fields.length) return card;
  }
}

function draw(
  blank: Blank,
  fields: readonly BlankField[],
  options: BlankCardOptions,
  lean: Lean,
): AdaptiveCard {
  const { texts, nonce } = options;
  const mark = markOf(options);
  const title = markdown(short(blank.title, LIMITS.summary));
  const body: Element[] = [
    block(title || texts.fill_in, { weight: 'Bolder', size: 'Medium' }),
    ...(Object.keys(blank.faults).length ? [block(texts.fill_faults, { color: 'Attention' })] : []),
    ...blank.notes.flatMap((note) => small(note, lean.hint)),
    ...fields.flatMap((field) => drawField(field, blank, options, lean)),
    {
      type: 'ActionSet',
      actions: [
        {
          type: 'Action.Execute',
          title: texts.send,
          verb: 'filled',
          data: { press: 'filled', ...mark, nonce, blank: blank.subject, fields: fields.map(idOf) },
        },
        {
          type: 'Action.Execute',
          title: texts.fill_close,
          verb: 'unfilled',
          data: { press: 'unfilled', ...mark },
          associatedInputs: 'none',
        },
      ],
    },
  ];
  return frame(body, short(blank.title, LIMITS.summary) || texts.fill_in);
}

function drawField(field: BlankField, blank: Blank, options: BlankCardOptions, lean: Lean): Element[] {
  const { heading, note, hint, name } = field;
  const fault = blank.faults[name];
  const head =
    heading && clean(heading) ? [block(markdown(short(heading, lean.label)), { weight: 'Bolder' })] : [];
  return [
    ...head,
    ...small(note, lean.hint),
    ...inputsOf(field, options, lean),
    ...(fault
      ? [block(markdown(short(fault, LIMITS.summary)), { color: 'Attention', spacing: 'Small' })]
      : []),
    ...small(hint, lean.hint),
  ];
}

function small(text: string | undefined, length: number): Element[] {
  const words = markdown(short(text ?? '', length));
  return words ? [block(words, { size: 'Small', isSubtle: true, spacing: 'Small' })] : [];
}

function short(text: string, length: number): string {
  const words = clean(text).trim();
  return words.length > length && length
    ? `${words.slice(0, length).toWellFormed()}…`
    : words.slice(0, length);
}

function inputsOf(field: BlankField, { texts, filled }: BlankCardOptions, lean: Lean): Input[] {
  const { input, required, secret } = field;
  const value = secret ? undefined : (filled?.[field.name] ?? field.value);
  const words = clean(wordsIn(value)).slice(0, LONGEST_VALUE).toWellFormed();
  const needed = required ? { isRequired: true as const, errorMessage: texts.fill_required } : {};
  const base = { id: idOf(field), label: short(field.label, lean.label) || texts.answer_here, ...needed };
  const text = { ...base, type: 'Input.Text' as const, maxLength: LONGEST_VALUE };
  const known = words ? { value: words } : {};
  switch (input.kind) {
    case 'text':
      return [{ ...text, ...(input.long ? { isMultiline: true as const } : {}), ...known }];
    case 'email':
      return [{ ...text, style: 'Email', ...known }];
    case 'phone':
      return [{ ...text, style: 'Tel', ...known }];
    case 'number':
      return [
        { ...base, type: 'Input.Number', ...(/^-?\d{1,9}$/.test(words) ? { value: Number(words) } : {}) },
      ];
    case 'date':
    case 'moment': {
      const day = words.match(DAY)?.[0];
      const date: Input = { ...base, type: 'Input.Date', ...(day ? { value: day } : {}) };
      if (input.kind === 'date') return [date];
      const time = words.match(TIME_OF_DAY)?.[1];
      return [
        date,
        {
          type: 'Input.Time',
          id: `${TIME}${field.name}`,
          label: texts.fill_time,
          ...(time ? { value: time } : {}),
        },
      ];
    }
    case 'choice':
    case 'choices': {
      const choices = input.options
        .slice(0, lean.options)
        .map((o) => ({ title: short(o.label, lean.label) || '…', value: o.value }));
      const chosen = [value ?? []].flat().filter((v) => choices.some((c) => c.value === v));
      return [
        {
          ...base,
          type: 'Input.ChoiceSet',
          choices,
          placeholder: texts.choose,
          ...(input.kind === 'choices' ? { isMultiSelect: true as const } : {}),
          ...(chosen.length ? { value: chosen.join(',') } : {}),
        },
      ];
    }
  }
}
