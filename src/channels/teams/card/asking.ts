/** Choices and questions: buttons, lists to pick from, and fields for dates and words. */
import type { Input as Asked, Choice, Part } from '../../../assistant/reply.ts';
import { LIMITS } from '../limits.ts';
import { type Action, block, type Element, type Input } from './elements.ts';
import { clean, markdown } from './markdown.ts';
import type { PartOptions } from './parts.ts';
import { markOf } from './press.ts';

type Question = Extract<Part, { type: 'question' }>;

/** Further choices as buttons; once one was pressed, an answer keeps the others, and what was asked keeps none. */
export function drawChoices(choices: readonly Choice[], options: PartOptions): Element[] {
  const { settled, kind } = options;
  const further = kind === 'answer' || kind === 'calculation';
  if (settled && !further) return listed(choices);
  const open = choices.filter((c) => c.action !== settled?.action);
  return drawOpen(open, options, markOf(options), options.texts.choose);
}

/** What could be chosen; the only choice there was is named as what was chosen. */
function listed(choices: readonly Choice[]): Element[] {
  return choices.length > 1 ? [block(choices.map((c) => `- ${markdown(c.label)}`).join('\r'))] : [];
}

function drawOpen(open: readonly Choice[], options: PartOptions, mark: object, label: string): Element[] {
  if (open.length > LIMITS.choiceButtons) return pickList(open, options, label);
  const buttons = open.map((choice) => button(choice, mark));
  const short =
    buttons.length <= LIMITS.actionsInSet && buttons.every((b) => b.title.length <= LIMITS.shortTitle);
  // All alike: one that needs the whole width makes lines of its neighbors.
  if (buttons.some((b) => b.title.length > LIMITS.wideTitle)) return buttons.map(wideButton);
  const sets = short && buttons.length ? [buttons] : buttons.map((b) => [b]);
  return sets.map((actions): Element => ({ type: 'ActionSet', spacing: 'Small', actions }));
}

/** @param mark names the card, and the question that the choice answers */
function button({ label, action }: Choice, mark: object): Action {
  return {
    type: 'Action.Execute',
    title: clean(label).slice(0, LIMITS.buttonTitle).toWellFormed() || '…',
    verb: 'choose',
    data: { press: 'choose', ...mark, action: clean(action), label: clean(label) },
    associatedInputs: 'none',
  };
}

/** A line that can be pressed: Teams cuts the title of a button, and breaks the line of a text. */
function wideButton(action: Action): Element {
  const items = [block(markdown(action.title), { weight: 'Bolder', color: 'Accent' })];
  return { type: 'Container', style: 'emphasis', spacing: 'Small', items, selectAction: action };
}

function pickList(choices: readonly Choice[], options: PartOptions, label: string): Element[] {
  const { texts, index: at } = options;
  const field: Input = {
    type: 'Input.ChoiceSet',
    id: `answer-${at}`,
    label,
    placeholder: texts.choose,
    isRequired: true,
    errorMessage: texts.choose,
    choices: choices.map((c) => ({
      title: clean(c.label) || '…',
      value: JSON.stringify([clean(c.action), clean(c.label)]),
    })),
  };
  return [field, sendButton('pick', options)];
}

function sendButton(press: 'pick' | 'answer', options: PartOptions): Element {
  const { index: at, texts } = options;
  // Beside "Send this to …", a list's own button must not say that something is sent.
  const title = press === 'pick' ? texts.choose : texts.send;
  return {
    type: 'ActionSet',
    actions: [{ type: 'Action.Execute', title, verb: press, data: { press, ...markOf(options), at } }],
  };
}

/** A field is labeled by the question itself, so that readers of the screen hear it. */
export function drawQuestion(question: Question, options: PartOptions): Element[] {
  const { text, help, progress, input } = question;
  const before = progress ? [block(markdown(progress), { size: 'Small', isSubtle: true })] : [];
  const asked = block(markdown(text), { weight: 'Bolder' });
  const hint = help ? [block(markdown(help), { size: 'Small', isSubtle: true, spacing: 'Small' })] : [];
  const answered = options.settled && !options.settled.beside;
  if (input.kind === 'choice') {
    if (answered) return [...before, asked, ...hint, ...listed(input.choices)];
    const mark = { ...markOf(options), at: options.index };
    const choices = drawOpen(input.choices, options, mark, clean(text).trim() || options.texts.choose);
    // A list is labeled by the question itself.
    const asList = input.choices.length > LIMITS.choiceButtons;
    return [...before, ...(asList ? [] : [asked]), ...hint, ...choices];
  }
  if (answered) return [...before, asked, ...hint];
  const fields = fieldsOf(input.kind, clean(text), options);
  return [...before, ...fields, ...hint, sendButton('answer', options)];
}

function fieldsOf(
  kind: Exclude<Asked['kind'], 'choice'>,
  question: string,
  { texts, index }: PartOptions,
): Input[] {
  const label = question.trim() || texts.answer_here;
  const base = { id: `answer-${index}`, label, isRequired: true, errorMessage: texts.answer_here } as const;
  const placeholder = texts.answer_here;
  switch (kind) {
    case 'date':
      return [{ type: 'Input.Date', ...base }];
    case 'moment':
      return [
        { type: 'Input.Date', ...base },
        { type: 'Input.Time', ...base, id: `time-${index}`, label: texts.time },
      ];
    case 'number':
      return [{ type: 'Input.Number', ...base, placeholder }];
    case 'email':
      return [{ type: 'Input.Text', ...base, placeholder, style: 'Email' }];
    case 'phone':
      return [{ type: 'Input.Text', ...base, placeholder, style: 'Tel' }];
    case 'text':
      return [{ type: 'Input.Text', ...base, placeholder, isMultiline: true, maxLength: 4_000 }];
  }
}
