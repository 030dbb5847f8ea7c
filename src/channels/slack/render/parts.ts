/** Each part of a reply → blocks. Pure; draws every part, drops nothing. */
import type { Choice, Part, Source } from '../../../assistant/reply.ts';
import { ACTION_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import { clean, cut, escaped, mrkdwn } from '../mrkdwn.ts';
import { fill, type Texts } from '../texts.ts';
import {
  type Actions,
  actions,
  type Block,
  bold,
  context,
  marked,
  packed,
  plain,
  sections,
  titled,
} from './blocks.ts';

type Of<Type extends Part['type']> = Extract<Part, { type: Type }>;

/** Above this many a list to open is shorter than buttons. */
const MOST_BUTTONS = 10;

export function drawPart(part: Part, texts: Texts): Block[] {
  switch (part.type) {
    case 'text':
      return sections(part.text);
    case 'facts':
      return drawFacts(part.facts);
    case 'list':
      return titled(
        part.title ?? '',
        lines(part.items, () => '• '),
      );
    case 'steps':
      return sections(lines(part.items, (i) => `${i + 1}. `));
    case 'working':
      return part.lines.some(clean)
        ? titled(
            texts.working,
            lines(part.lines, () => ''),
          )
        : [];
    case 'notice':
      return drawNotice(part, texts);
    case 'question':
      return drawQuestion(part, texts);
    case 'choices':
      return [
        ...(part.title ? context(part.title) : []),
        ...drawChoices(part.choices, ACTION_IDS.choice, texts),
      ];
    case 'sources':
      return drawSources(part.sources, texts);
    case 'picture':
      return context(fill(texts.picture, { alt: part.alt }));
    case 'file':
      return context(fill(texts.attached, { title: part.title, name: part.name }));
  }
}

function lines(items: readonly string[], mark: (index: number) => string): string {
  return items
    .map(clean)
    .filter(Boolean)
    .map((item, i) => `${mark(i)}${item}`)
    .join('\n');
}

function drawFacts(facts: Of<'facts'>['facts']): Block[] {
  const known = facts.map(({ label, value }) => ({ label: clean(label), value: clean(value) }));
  const blocks: Block[] = [];
  let fields: string[] = [];
  const flush = () => {
    for (const some of packed(fields, LIMITS.fieldsPerSection))
      blocks.push({ type: 'section', fields: some.map(marked) });
    fields = [];
  };
  for (const { label, value } of known) {
    const field = [bold(label), mrkdwn(value)].filter(Boolean).join('\n');
    if (!field) continue;
    if (field.length <= LIMITS.fieldText) {
      fields.push(field);
      continue;
    }
    // Too long for a field: a section of its own, in its place.
    flush();
    blocks.push(...titled(label, value));
  }
  flush();
  return blocks;
}

function drawNotice({ level, text }: Of<'notice'>, texts: Texts): Block[] {
  const words = clean(text);
  if (!words) return [];
  const [sign, word] = level === 'warning' ? ['⚠️', texts.caution] : ['ℹ️', texts.note];
  return sections(`${sign} ${word}: ${words}`);
}

/** Buttons; a list to open where there are many; text for what no button can hold. */
export function drawChoices(choices: readonly Choice[], id: string, texts: Texts): Block[] {
  const held = choices.filter((c) => c.action && JSON.stringify(c.action).length <= LIMITS.buttonValue);
  const typed = choices.filter((c) => !held.includes(c)).map((c) => c.label);
  const long = held.filter((c) => clean(c.label).length > LIMITS.buttonText).map((c) => c.label);
  const blocks = long.length ? sections(`${texts.full_labels}\n${lines(long, () => '• ')}`) : [];
  if (isForSelect(held)) blocks.push(...actions([drawSelect(held, id, texts)]));
  else blocks.push(...actions(held.map((choice, i) => drawButton(choice, `${id}:${i}`))));
  if (typed.some(clean)) blocks.push(...sections(`${texts.typed_choices}\n${lines(typed, () => '• ')}`));
  return blocks;
}

function drawButton({ label, action }: Choice, id: string): Actions {
  return {
    type: 'button',
    text: plain(label, LIMITS.buttonText),
    value: action.toWellFormed(),
    action_id: id,
  };
}

function isForSelect(choices: readonly Choice[]): boolean {
  const values = new Set(choices.map((c) => c.action));
  return (
    choices.length > MOST_BUTTONS &&
    choices.length <= LIMITS.selectOptions &&
    values.size === choices.length &&
    JSON.stringify(choices).length <= LIMITS.blockSize &&
    choices.every((c) => c.action.length <= LIMITS.optionValue)
  );
}

function drawSelect(choices: readonly Choice[], id: string, texts: Texts): Actions {
  return {
    type: 'static_select',
    action_id: `${id}:select`,
    placeholder: plain(texts.pick, LIMITS.placeholder),
    options: choices.map(({ label, action }) => ({
      text: plain(label, LIMITS.optionText),
      value: action.toWellFormed(),
    })),
  };
}

/** What is typed is typed into the conversation; days and moments have pickers besides. */
function drawQuestion(question: Of<'question'>, texts: Texts): Block[] {
  const { text, name, input, help, progress, actionPrefix = '' } = question;
  const words = [...(progress ? context(progress) : []), ...sections(text), ...(help ? context(help) : [])];
  const longest = LIMITS.actionId - 20;
  const id = cut((actionPrefix.length <= longest && actionPrefix) || name.toWellFormed(), longest);
  if (input.kind === 'choice') return [...words, ...drawChoices(input.choices, ACTION_IDS.answer, texts)];
  if (input.kind === 'date')
    return [
      ...words,
      ...actions([
        {
          type: 'datepicker',
          action_id: `${ACTION_IDS.date}:${id}`,
          placeholder: plain(texts.pick_date, LIMITS.placeholder),
        },
      ]),
    ];
  if (input.kind === 'moment')
    return [...words, ...actions([{ type: 'datetimepicker', action_id: `${ACTION_IDS.moment}:${id}` }])];
  return words;
}

function drawSources(sources: readonly Source[], texts: Texts): Block[] {
  const said = sources.map(
    ({ document, dated, section }) =>
      `${texts.source}: ${clean(document)} (${clean(dated)}), ${clean(section)}`,
  );
  return said.length ? context(said.join('\n')) : [];
}

/** Words for a notification: escaped, and no longer than is recommended. */
export function fallback(text: string): string {
  const words = clean(text);
  let length: number = LIMITS.fallbackText;
  while (escaped(cut(words, length)).length > LIMITS.fallbackText) length -= 200;
  return escaped(cut(words, length));
}
