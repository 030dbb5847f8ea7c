/** Texts as Slack wants them: escaped, links made by us and by nobody else, within a length. */

const LINK =
  /(?<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?<web>https:\/\/[^\s<>|"']+[^\s<>|"'.,;:!?)\]])|(?<phone>(?<![\d-])(?:1-)?\d{3}-\d{3}-\d{4}(?![\d-]))/gu;

/** What no client draws, or draws as something else: control characters, direction overrides, half characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** A text without what cannot be shown; empty when nothing is left. */
export function clean(text: string): string {
  return text.toWellFormed().replace(UNSEEN, '').trim();
}

/** Slack's own three escapes: after them nothing in a text is a mention, a channel or a link. */
export function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

/**
 * Escaped, with email addresses, web addresses and telephone numbers to press. For text objects with `verbatim`.
 * @example mrkdwn('Write to caltac@ets.org') // 'Write to <mailto:caltac@ets.org|caltac@ets.org>'
 */
export function mrkdwn(text: string): string {
  let drawn = '';
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    drawn += escaped(text.slice(from, match.index)) + link(match[0], match.groups ?? {});
    from = match.index + match[0].length;
  }
  return drawn + escaped(text.slice(from));
}

function link(words: string, { mail, web }: Record<string, string | undefined>): string {
  if (mail) return `<mailto:${mail}|${mail}>`;
  if (web) return `<${escaped(web)}>`;
  return `<tel:+1${words.replace(/\D/g, '').slice(-10)}|${words}>`;
}

/**
 * The words of what `mrkdwn` has drawn, bold or not.
 * @example unmarked('*Help*\n<mailto:a@b.org|a@b.org> &amp; more') // 'Help\na@b.org & more'
 */
export function unmarked(drawn: string): string {
  return drawn
    .replace(/<(?:mailto:|tel:)[^|>]*\|([^>]*)>/g, '$1')
    .replace(/<(https:[^>]*)>/g, '$1')
    .replace(/^\*([^*\n]+)\*$/gm, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
}

/** @example cut('Window deadline', 10) // 'Window de…' */
export function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  return `${text
    .slice(0, length - 1)
    .toWellFormed()
    .replace(/\ufffd$/, '')}…`;
}

/**
 * A text in pieces that are within a length once drawn; broken at a blank where there is one.
 * @param draw makes what is sent of a piece; a single character's must be within the length
 */
export function pieces(text: string, length: number, draw: (piece: string) => string = mrkdwn): string[] {
  const whole = text.trim();
  if (!whole) return [];
  if (draw(whole).length <= length) return [whole];
  const at = breakNear(whole, Math.floor(whole.length / 2));
  return [...pieces(whole.slice(0, at), length, draw), ...pieces(whole.slice(at), length, draw)];
}

function breakNear(text: string, middle: number): number {
  const newline = text.lastIndexOf('\n', middle);
  if (newline > middle / 2) return newline;
  const blank = text.lastIndexOf(' ', middle);
  if (blank > middle / 2) return blank;
  const high = text.charCodeAt(middle - 1);
  return high >= 0xd800 && high <= 0xdbff && middle > 1 ? middle - 1 : middle;
}
