/** Each part of a reply as elements of a card. */
import type { Part, ReplyKind, Source } from '../../../assistant/reply.ts';
import { LIMITS } from '../limits.ts';
import { fill } from '../texts.ts';
import { drawChoices, drawQuestion } from './asking.ts';
import { block, type Element } from './elements.ts';
import { clean, markdown } from './markdown.ts';
import type { CardOptions } from './render.ts';

export interface PartOptions extends CardOptions {
  index: number;
  kind: ReplyKind;
}

type Of<Type extends Part['type']> = Extract<Part, { type: Type }>;

export function drawPart(part: Part, options: PartOptions): Element[] {
  const { texts } = options;
  switch (part.type) {
    case 'text':
      return part.text.split(/\n{2,}/).map((paragraph) => block(lines(paragraph)));
    case 'facts':
      return part.facts.length ? [{ type: 'FactSet', facts: part.facts.map(drawFact) }] : [];
    case 'list':
      return [
        ...(part.title ? [block(markdown(part.title), { weight: 'Bolder' })] : []),
        ...(part.items.length ? [block(part.items.map((i) => `- ${oneLine(i)}`).join('\r'))] : []),
      ];
    case 'steps':
      return part.items.length ? [block(part.items.map((s, i) => `${i + 1}. ${oneLine(s)}`).join('\r'))] : [];
    case 'working':
      return part.lines.length
        ? folded(
            texts.working,
            part.lines.map((line) => block(lines(line), { spacing: 'Small' })),
            options.index,
          )
        : [];
    case 'notice':
      return part.text ? [drawNotice(part, options)] : [];
    case 'question':
      return drawQuestion(part, options);
    case 'choices':
      return [
        ...(part.title ? [block(markdown(part.title), { weight: 'Bolder', size: 'Small' })] : []),
        ...drawChoices(part.choices, options),
      ];
    case 'sources':
      return part.sources.length ? drawSources(part.sources, options) : [];
    case 'picture':
      return drawPicture(part, options);
    case 'file':
      return [drawFile(part, options)];
  }
}

/** Line breaks of a text block are doubled, or they are spaces. */
function lines(text: string): string {
  return text.split('\n').map(markdown).join('\n\n');
}

function oneLine(text: string): string {
  return markdown(text.replace(/\s*[\r\n]+\s*/g, ' '));
}

function drawFact({ label, value }: { label: string; value: string }) {
  return { title: markdown(label), value: markdown(value) };
}

function drawNotice({ level, text }: Of<'notice'>, { texts }: PartOptions): Element {
  const warning = level === 'warning';
  const word = warning ? texts.caution : texts.note;
  return {
    type: 'Container',
    style: warning ? 'warning' : 'emphasis',
    items: [block(`**${word}:** ${lines(text)}`)],
  };
}

/** A line that folds out what is below it. */
function folded(title: string, items: Element[], index: number): Element[] {
  const id = `folded-${index}`;
  const line = block(`${title} ▾`, { size: 'Small', isSubtle: true });
  return [
    {
      type: 'Container',
      items: [line],
      selectAction: {
        type: 'Action.ToggleVisibility',
        title: title.slice(0, LIMITS.buttonTitle),
        targetElements: [id],
      },
    },
    { type: 'Container', id, isVisible: false, style: 'emphasis', spacing: 'Small', items },
  ];
}

/** The first document and its date are seen at a glance; sections fold out. */
function drawSources(sources: readonly Source[], { texts, index }: PartOptions): Element[] {
  const documents = [...new Set(sources.map((s) => `${s.document} (${s.dated})`))];
  const document = documents[0] ?? '';
  const n = documents.length - 1;
  const word = sources.length > 1 ? texts.sources : texts.source;
  const first = n ? fill(texts.sources_more, { document, n }) : document;
  const items = sources.map((s) =>
    block(`**${markdown(s.document)}** (${markdown(s.dated)}), ${markdown(s.section)}`, {
      size: 'Small',
      spacing: 'Small',
    }),
  );
  return folded(`${word}: ${markdown(first)}`, items, index);
}

/** A picture that has no address is told in its words. */
function drawPicture({ alt }: Of<'picture'>, { addresses, index }: PartOptions): Element[] {
  const url = addresses?.[index];
  const words = block(lines(alt), { size: 'Small', isSubtle: true });
  return url ? [{ type: 'Image', url, altText: clean(alt), size: 'Stretch' }, words] : [words];
}

function drawFile({ title, name }: Of<'file'>, { addresses, index, texts }: PartOptions): Element {
  const url = addresses?.[index];
  if (!url?.startsWith('http')) return block(markdown(fill(texts.file_without_link, { title, name })));
  const open = clean(fill(texts.file_open, { title })).slice(0, LIMITS.buttonTitle) || '…';
  return {
    type: 'Container',
    items: [
      block(markdown(name), { size: 'Small', isSubtle: true }),
      { type: 'ActionSet', spacing: 'Small', actions: [{ type: 'Action.OpenUrl', title: open, url }] },
    ],
  };
}
