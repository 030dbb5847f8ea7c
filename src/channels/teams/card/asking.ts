/** Choices and questions: buttons, lists to pick from, and fields for dates and words. */
import type { Input as Asked, Choice, Part } from '../../../assistant/reply.ts';
import { LIMITS } from '../limits.ts';
import { type Action, block, type Element, type Input } from './elements.ts';
import { clean, markdown } from './markdown.ts';
import type { PartOptions } from './parts.ts';

type Question = Extract<Part, { type: 'question' }>;

/** Buttons; once one was pressed, an answer keeps the others, and what was asked keeps none. */
export function drawChoices(
  choices: readonly Choice[],
  options: PartOptions,
  label = options.texts.choose,
): Element[] {
  const { settled, kind, of } = options;
  const further = kind === 'answer' || kind === 'calculation';
  if (settled && !further)
    // The only choice there was is named as what was chosen.
    return choices.length > 1 ? [block(choices.map((c) => `- ${markdown(c.label)}`).join('\r'))] : [];
  const open = choices.filter((c) => c.action !== settled?.action);
  if (open.length > LIMITS.choiceButtons) return pickList(open, options, label);
  const buttons = open.map((choice) => button(choice, of));
  const short =
    buttons.length <= LIMITS.actionsInSet && buttons.every((b) => b.title.length <= LIMITS.shortTitle);
  // All alike: one that needs the whole width makes lines of its neighbors.
  if (buttons.some((b) => b.title.length > LIMITS.wideTitle)) return buttons.map(wideButton);
  const sets = short && buttons.length ? [buttons] : buttons.map((b) => [b]);
  return sets.map((actions): Element => ({ type: 'ActionSet', spacing: 'Small', actions }));
}

function button({ label, action }: Choice, of: string): Action {
  return {
    type: 'Action.Execute',
    title: clean(label).slice(0, LIMITS.buttonTitle).toWellFormed() || '…',
    verb: 'choose',
    data: { press: 'choose', of, action: clean(action), label: clean(label) },
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

function sendButton(press: 'pick' | 'answer', { of, index: at, texts }: PartOptions): Element {
  // Beside "Send this to …", a list's own button must not say that something is sent.
  const title = press === 'pick' ? texts.choose : texts.send;
  return {
    type: 'ActionSet',
    actions: [{ type: 'Action.Execute', title, verb: press, data: { press, of, at } }],
  };
}

/** A field is labeled by the question itself, so that readers of the screen hear it. */
export function drawQuestion(question: Question, options: PartOptions): Element[] {
  const { text, help, progress, input } = question;
  const before = progress ? [block(markdown(progress), { size: 'Small', isSubtle: true })] : [];
  const asked = block(markdown(text), { weight: 'Bolder' });
  const hint = help ? [block(markdown(help), { size: 'Small', isSubtle: true, spacing: 'Small' })] : [];
  if (input.kind === 'choice') {
    const asList = !options.settled && input.choices.length > LIMITS.choiceButtons;
    return asList
      ? [...before, ...hint, ...drawChoices(input.choices, options, clean(text).trim() || undefined)]
      : [...before, asked, ...hint, ...drawChoices(input.choices, options)];
  }
  if (options.settled) return [...before, asked, ...hint];
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
