/** HTML for pages that work without scripts: every value is escaped, unless it is HTML of this module. */
import type { Node } from '../view.ts';

/** Text that is markup already. */
export class Html {
  readonly markup: string;
  constructor(markup: string) {
    this.markup = markup;
  }
}

type Value = string | number | Html | undefined | false | readonly Value[];

const SIGNS: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(escaped).join('');
  return String(value)
    .toWellFormed()
    .replace(/[&<>"']/g, (sign) => SIGNS[sign]!);
}

/** @example html`<p>${'<b>'}</p>`.markup // '<p>&lt;b&gt;</p>' */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.reduce((all, part, i) => all + escaped(values[i - 1]) + part));
}

const EMPTY_TAGS = new Set(['img', 'input']);
const ADDRESSES = /^(?:https:|mailto:|tel:|data:)/;

/** The page's tree as HTML; buttons do nothing here, they only show what the other will see. */
export function htmlOf(nodes: readonly Node[]): Html[] {
  return nodes.map((node) => {
    if (typeof node === 'string') return html`${node}`;
    const attributes = Object.entries(node.attributes ?? {})
      .filter(([name, value]) => (name !== 'href' && name !== 'src') || ADDRESSES.test(value))
      .map(([name, value]) => html` ${new Html(name)}="${value}"`);
    const tag = new Html(node.tag);
    const off = node.tag === 'button' && html` disabled`;
    if (EMPTY_TAGS.has(node.tag)) return html`<${tag}${attributes}>`;
    return html`<${tag}${attributes}${off}>${htmlOf(node.children ?? [])}</${tag}>`;
  });
}
