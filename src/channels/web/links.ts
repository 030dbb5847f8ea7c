/** Email addresses, web addresses and telephone numbers in a text, made to be pressed. */
import { el, type Node } from './view.ts';

const LINK =
  /(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<web>https:\/\/[^\s<>"']+[^\s<>"'.,;:!?)\]])|(?<phone>(?<![\d-])(?:1-)?\d{3}-\d{3}-\d{4}(?![\d-]))/gu;

/** @example linked('Write to caltac@ets.org.') // ['Write to ', a[href=mailto:caltac@ets.org], '.'] */
export function linked(text: string): Node[] {
  const nodes: Node[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    if (match.index > from) nodes.push(text.slice(from, match.index));
    nodes.push(link(match[0], match.groups ?? {}));
    from = match.index + match[0].length;
  }
  if (from < text.length) nodes.push(text.slice(from));
  return nodes;
}

function link(words: string, { mail, web }: Record<string, string | undefined>): Node {
  if (mail) return el('a', { href: `mailto:${mail}` }, words);
  if (web) return el('a', { href: web, target: '_blank', rel: 'noopener noreferrer' }, words);
  return el('a', { href: `tel:+1${words.replace(/\D/g, '').slice(-10)}` }, words);
}
