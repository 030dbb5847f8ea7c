/** Reply → the page's tree. Pure; draws every part, drops nothing. */
import type { Choice, Input, Part, Reply, Source } from '../../assistant/reply.ts';
import { linked } from './links.ts';
import { type Attribute, el, type Node, type View } from './view.ts';

type Of<Type extends Part['type']> = Extract<Part, { type: Type }>;

/**
 * @example renderWeb({ kind: 'answer', parts: [{ type: 'text', text: 'By December 1.' }] })
 * // { kind: 'answer', nodes: [{ tag: 'p', children: ['By December 1.'] }] }
 */
export function renderWeb(reply: Reply): View {
  return { kind: reply.kind, nodes: reply.parts.flatMap((part) => drawPart(part)) };
}

function drawPart(part: Part): Node[] {
  switch (part.type) {
    case 'text':
      return part.text.split(/\n{2,}/).map((paragraph) => el('p', {}, linked(paragraph)));
    case 'facts':
      return [el('dl', { class: 'facts' }, part.facts.map(drawFact))];
    case 'list':
      return [
        el(
          'section',
          { class: 'list' },
          part.title && el('h3', {}, part.title),
          el('ul', {}, items(part.items)),
        ),
      ];
    case 'steps':
      return [el('ol', { class: 'steps' }, items(part.items))];
    case 'working':
      return [
        el(
          'section',
          { class: 'working' },
          el('h3', {}, 'How this is worked out'),
          el('ol', {}, items(part.lines)),
        ),
      ];
    case 'notice':
      return part.text ? [drawNotice(part)] : [];
    case 'question':
      return [drawQuestion(part)];
    case 'choices':
      return [
        el('div', { class: 'choices' }, part.title && el('h3', {}, part.title), drawChoices(part.choices)),
      ];
    case 'sources':
      return part.sources.length ? [drawSources(part.sources)] : [];
    case 'picture':
      return [el('div', { class: 'picture' }, el('img', { src: svgAddress(part.svg), alt: part.alt }))];
    case 'file':
      return [drawFile(part)];
  }
}

function items(texts: readonly string[]): Node[] {
  return texts.map((text) => el('li', {}, linked(text)));
}

function drawFact({ label, value }: { label: string; value: string }): Node {
  return el('div', {}, el('dt', {}, label), el('dd', {}, linked(value)));
}

function drawNotice({ level, text }: Of<'notice'>): Node {
  const word = level === 'warning' ? 'Caution' : 'Note';
  return el('p', { class: `notice ${level}`, role: 'note' }, el('strong', {}, `${word}: `), linked(text));
}

function drawChoices(choices: readonly Choice[]): Node {
  return el('ul', {}, choices.map(drawChoice));
}

function drawChoice({ label, action }: Choice): Node {
  return el('li', {}, el('button', { type: 'button', 'data-action': action, 'data-label': label }, label));
}

/** What the browser shows for each kind of input; plain text is typed into the box below. */
const INPUTS: Partial<Record<Input['kind'], Partial<Record<Attribute, string>>>> = {
  date: { type: 'date' },
  moment: { type: 'datetime-local' },
  number: { type: 'number', step: 'any', inputmode: 'decimal' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
};

function drawQuestion({ text, name, input, help, progress }: Of<'question'>): Node {
  const words = [
    progress && el('p', { class: 'progress' }, progress),
    el('p', { class: 'asked' }, linked(text)),
    help && el('p', { class: 'help' }, linked(help)),
  ];
  if (input.kind === 'choice')
    return el(
      'div',
      { class: 'question choices', role: 'group', 'aria-label': text },
      words,
      drawChoices(input.choices),
    );
  const field = INPUTS[input.kind];
  if (!field) return el('div', { class: 'question', 'data-question': name }, words);
  return el(
    'form',
    { class: 'question', 'data-question': name },
    words,
    el(
      'div',
      { class: 'field' },
      el('input', {
        ...field,
        name: 'answer',
        required: '',
        'data-input': input.kind,
        'aria-label': help ? `${text} ${help}` : text,
      }),
      el('button', { type: 'submit' }, 'Send'),
    ),
  );
}

/** The first document and its date are seen at a glance; sections fold out. */
function drawSources(sources: readonly Source[]): Node {
  const documents = [...new Set(sources.map((s) => `${s.document} (${s.dated})`))];
  const more = documents.length > 1 ? ` and ${documents.length - 1} more` : '';
  return el(
    'details',
    { class: 'sources' },
    el(
      'summary',
      {},
      el('span', {}, sources.length > 1 ? 'Sources: ' : 'Source: '),
      `${documents[0]}${more}`,
    ),
    el(
      'ul',
      {},
      sources.map((s) =>
        el(
          'li',
          {},
          el('strong', {}, s.document),
          ` (${s.dated}) `,
          el('span', { class: 'where' }, s.section),
        ),
      ),
    ),
  );
}

/** As an image, an SVG runs no script and loads nothing. */
function svgAddress(svg: string): string {
  return `data:image/svg+xml;base64,${Buffer.from(svg.toWellFormed(), 'utf8').toString('base64')}`;
}

/** A media type that is none becomes plain bytes. */
function drawFile({ name, mediaType, content, encoding, title }: Of<'file'>): Node {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(mediaType) ? mediaType : 'application/octet-stream';
  const bytes =
    encoding === 'base64' ? Buffer.from(content, 'base64') : Buffer.from(content.toWellFormed(), 'utf8');
  return el(
    'a',
    { class: 'file', href: `data:${type};base64,${bytes.toString('base64')}`, download: name },
    title,
    el('span', { class: 'where' }, name),
  );
}
