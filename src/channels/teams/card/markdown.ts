/** Text blocks read a little Markdown: texts are made to stay what they are, addresses to be pressed. */

const LINK =
  /(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<web>https:\/\/[^\s<>"'()[\]\\]+[^\s<>"'()[\]\\.,;:!?])|(?<phone>(?<![\d-])(?:1-)?\d{3}-\d{3}-\d{4}(?![\d-]))/gu;

/** What no client can show: control characters other than line breaks and tabs, halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones to remove
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u0080-\u009f\u202a-\u202e\u2066-\u2069]/g;

export function clean(text: string): string {
  return text.toWellFormed().replace(CONTROL, '');
}

/**
 * A text as Markdown that shows just this text, with addresses as links.
 * @example markdown('*Now* write to caltac@ets.org') // '\\*Now\\* write to [caltac@ets.org](mailto:caltac@ets.org)'
 */
export function markdown(text: string): string {
  const plain = clean(text);
  let drawn = '';
  let from = 0;
  for (const match of plain.matchAll(LINK)) {
    drawn += escaped(plain.slice(from, match.index)) + link(match[0], match.groups ?? {});
    from = match.index + match[0].length;
  }
  return notAList(drawn + escaped(plain.slice(from)));
}

/** Also what looks like a tag of HTML, which clients drop, and what looks like a name for a character. */
function escaped(text: string): string {
  return text
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/[\\`*_[\]~]/g, '\\$&');
}

/** A line that begins like a list, a heading or a quotation is none. */
function notAList(text: string): string {
  return text.replace(/^(\s*)([-+>#])/gm, '$1\\$2').replace(/^(\s*\d{1,9})([.)]\s)/gm, '$1\\$2');
}

function link(words: string, { mail, web }: Record<string, string | undefined>): string {
  if (mail) return `[${escaped(words)}](mailto:${mail})`;
  if (web) return `[${escaped(words)}](${web})`;
  return `[${words}](tel:+1${words.replace(/\D/g, '').slice(-10)})`;
}
