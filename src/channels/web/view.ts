/** What the page draws: a tree of allowed elements, attributes and texts. Never markup. */

export const TAGS = [
  'a',
  'button',
  'dd',
  'details',
  'div',
  'dl',
  'dt',
  'form',
  'h3',
  'img',
  'input',
  'li',
  'ol',
  'p',
  'section',
  'span',
  'strong',
  'summary',
  'ul',
] as const;
export type Tag = (typeof TAGS)[number];

export const ATTRIBUTES = [
  'alt',
  'aria-label',
  'autocomplete',
  'class',
  'data-action',
  'data-input',
  'data-label',
  'data-question',
  'download',
  'href',
  'inputmode',
  'name',
  'rel',
  'required',
  'role',
  'src',
  'step',
  'target',
  'type',
] as const;
export type Attribute = (typeof ATTRIBUTES)[number];

export interface Element {
  tag: Tag;
  attributes?: Partial<Record<Attribute, string>>;
  children?: Node[];
}

/** A string is text and stays text. */
export type Node = Element | string;

/** A reply as the page gets it. */
export interface View {
  kind: string;
  nodes: Node[];
}

type Children = Node | readonly Children[] | undefined | false;

/** `el('p', { class: 'help' }, 'By December 1.')` */
export function el(tag: Tag, attributes: Element['attributes'] = {}, ...children: Children[]): Element {
  return { tag, attributes, children: flatten(children) };
}

function flatten(children: readonly Children[]): Node[] {
  return children.flatMap((child): Node[] => {
    if (child === undefined || child === false || child === '') return [];
    return Array.isArray(child) ? flatten(child) : [child as Node];
  });
}

/** All text of a tree, in reading order, pictures by their words. */
export function textOf(nodes: readonly Node[]): string {
  return nodes
    .map((node) =>
      typeof node === 'string' ? node : `${node.attributes?.alt ?? ''}${textOf(node.children ?? [])}`,
    )
    .join('');
}
