import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Part, Reply } from '../../../src/assistant/reply.ts';
import { linked } from '../../../src/channels/web/links.ts';
import { renderWeb } from '../../../src/channels/web/render.ts';
import { ATTRIBUTES, type Element, type Node, TAGS, textOf } from '../../../src/channels/web/view.ts';
import { anyReply, EVERYTHING, HARMFUL } from '../../support/replies.ts';

const elements = (nodes: readonly Node[]): Element[] =>
  nodes.flatMap((n) => (typeof n === 'string' ? [] : [n, ...elements(n.children ?? [])]));

const draw = (part: Part) => renderWeb({ kind: 'answer', parts: [part] }).nodes;

/** Every text of a reply that people must be able to read. */
function textsOf(reply: Reply): string[] {
  return reply.parts
    .flatMap((p): (string | undefined)[] => {
      switch (p.type) {
        case 'text':
          return p.text.split(/\n{2,}/);
        case 'facts':
          return p.facts.flatMap((f) => [f.label, f.value]);
        case 'list':
          return [p.title, ...p.items];
        case 'steps':
          return p.items;
        case 'working':
          return p.lines;
        case 'notice':
          return [p.text];
        case 'question':
          return [
            p.text,
            p.help,
            p.progress,
            ...(p.input.kind === 'choice' ? p.input.choices.map((c) => c.label) : []),
          ];
        case 'choices':
          return [p.title, ...p.choices.map((c) => c.label)];
        case 'sources':
          return p.sources.flatMap((s) => [s.document, s.dated, s.section]);
        case 'picture':
          return [p.alt];
        case 'file':
          return [p.title, p.name];
        default:
          return p satisfies never;
      }
    })
    .filter((t) => t !== undefined);
}

describe('a reply as a page', () => {
  test('any reply is drawn, and nothing it says is dropped', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const shown = textOf(renderWeb(reply).nodes);
        for (const text of textsOf(reply)) expect(shown).toContain(text);
      }),
    );
  });

  test('any reply becomes known elements and attributes only, whatever its texts hold', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        for (const { tag, attributes } of elements(renderWeb(reply).nodes)) {
          expect(TAGS).toContain(tag);
          for (const name of Object.keys(attributes ?? {})) expect(ATTRIBUTES).toContain(name);
        }
      }),
    );
  });

  test('any address is a web, mail, telephone or data address, never a script', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        for (const { attributes } of elements(renderWeb(reply).nodes)) {
          if (attributes?.href)
            expect(attributes.href).toMatch(/^(https:\/\/|mailto:|tel:\+|data:[\w.+/-]+;base64,)/);
          if (attributes?.src) expect(attributes.src).toMatch(/^data:image\/svg\+xml;base64,[\w+/=]*$/);
        }
      }),
    );
  });

  test('any reply passes through JSON unchanged', () => {
    fc.assert(
      fc.property(anyReply, (reply) => {
        const view = renderWeb(reply);
        expect(JSON.parse(JSON.stringify(view))).toEqual(view);
      }),
    );
  });

  test('the page draws the same elements and attributes that the server sends', () => {
    const code = readFileSync('src/channels/web/public/draw.js', 'utf8');
    const words = [...code.matchAll(/'([a-z0-9 -]+)'/g)].flatMap((m) => m[1]!.split(' '));
    for (const name of [...TAGS, ...ATTRIBUTES]) expect(words).toContain(name);
  });

  test('the page never reads text as markup', () => {
    for (const file of ['app.js', 'draw.js', 'outbox.js'])
      expect(readFileSync(`src/channels/web/public/${file}`, 'utf8')).not.toMatch(
        /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|DOMParser|srcdoc/,
      );
  });
});

describe('the parts', () => {
  test('a choice is a button that carries its action', () => {
    const buttons = elements(
      draw({ type: 'choices', choices: [{ label: 'Earliest start', action: 'open:rule:x' }] }),
    ).filter((e) => e.tag === 'button');
    expect(buttons).toEqual([
      {
        tag: 'button',
        attributes: { type: 'button', 'data-action': 'open:rule:x', 'data-label': 'Earliest start' },
        children: ['Earliest start'],
      },
    ]);
  });

  test.each([
    ['date', 'date'],
    ['moment', 'datetime-local'],
    ['number', 'number'],
    ['email', 'email'],
    ['phone', 'tel'],
  ] as const)('a question for a %s has a field of its own', (kind, type) => {
    const nodes = draw({ type: 'question', name: 'q', text: 'Which?', help: 'Roughly.', input: { kind } });
    const field = elements(nodes).find((e) => e.tag === 'input');
    expect(field?.attributes).toMatchObject({ type, 'aria-label': 'Which? Roughly.' });
  });

  test('a question for words is answered in the box', () => {
    const nodes = draw({ type: 'question', name: 'q', text: 'What happened?', input: { kind: 'text' } });
    expect(elements(nodes).some((e) => e.tag === 'input')).toBe(false);
    expect(nodes[0]).toMatchObject({ attributes: { 'data-question': 'q' } });
  });

  test('sources fold out, and the first document with its date is seen before', () => {
    const sources = elements(renderWeb(EVERYTHING).nodes).find((e) => e.tag === 'details')!;
    const summary = elements([sources]).find((e) => e.tag === 'summary')!;
    expect(textOf([summary])).toBe(
      'Sources: LEA CAASPP Coordinator Checklist for 2026–27 (July 2026) and 1 more',
    );
  });

  test('a picture is an image with words that say the same', () => {
    const image = elements(
      draw({ type: 'picture', svg: '<svg onload="alert(1)"/>', alt: 'The window.' }),
    ).find((e) => e.tag === 'img');
    expect(image?.attributes?.alt).toBe('The window.');
    expect(image?.attributes?.src).toMatch(/^data:image\/svg\+xml;base64,/);
  });

  test('a file keeps its bytes and its name, and an odd media type becomes plain bytes', () => {
    const [file] = draw({
      type: 'file',
      name: 'a.ics',
      mediaType: 'text/html,<script>',
      content: 'BEGIN',
      encoding: 'utf8',
      title: 'Calendar',
    });
    expect(file).toMatchObject({
      attributes: { download: 'a.ics', href: `data:application/octet-stream;base64,${btoa('BEGIN')}` },
    });
  });
});

describe('links in texts', () => {
  test('addresses and numbers can be pressed, and the sentence around them stays', () => {
    expect(linked('Write to caltac@ets.org, call 800-955-2954 or see https://www.caaspp.org/a.')).toEqual([
      'Write to ',
      { tag: 'a', attributes: { href: 'mailto:caltac@ets.org' }, children: ['caltac@ets.org'] },
      ', call ',
      { tag: 'a', attributes: { href: 'tel:+18009552954' }, children: ['800-955-2954'] },
      ' or see ',
      {
        tag: 'a',
        attributes: { href: 'https://www.caaspp.org/a', target: '_blank', rel: 'noopener noreferrer' },
        children: ['https://www.caaspp.org/a'],
      },
      '.',
    ]);
  });

  test.each(HARMFUL)('harmful text stays text: %j', (text) => {
    expect(textOf(linked(text))).toBe(text);
    for (const { attributes } of elements(linked(text)))
      expect(attributes?.href).not.toMatch(/["'<>]|^javascript/);
  });
});
