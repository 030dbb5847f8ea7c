/** Comma-separated values by RFC 4180, with semicolons or tabs in place of commas where the file uses them. */

const SEPARATORS = [',', ';', '\t'] as const;

/**
 * The rows of a text, each a list of trimmed fields; rows without any text are left out. Quoted fields may hold
 * separators, line ends and doubled quotes. Undefined when a quoted field does not end.
 * @example parseCsv('a,"b ""c"", d"\r\n') // [['a', 'b "c", d']]
 */
export function parseCsv(text: string): string[][] | undefined {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field: string;
    const blank = /[ \u00a0]*/y;
    blank.lastIndex = at;
    const quote = at + (blank.exec(text)?.[0].length ?? 0);
    if (text[quote] === '"') {
      const end = closingQuote(text, quote + 1);
      if (end < 0) return undefined;
      field = text.slice(quote + 1, end).replaceAll('""', '"');
      at = end + 1;
      // What stands between the closing quote and the separator belongs to nobody.
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
    } else {
      const from = at;
      while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
      field = text.slice(from, at);
    }
    row.push(field.trim());
    if (text[at] === separator) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    } else if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else at += 1;
    if (row.some(Boolean)) rows.push(row);
    row = [];
  }
  return rows;
}

/** The separator that occurs most in the first line, outside quotes. */
function separatorOf(text: string): string {
  const line = (/^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '').replace(/"[^"]*"/g, '');
  const count = (s: string) => line.split(s).length;
  return SEPARATORS.reduce((best, s) => (count(s) > count(best) ? s : best), SEPARATORS[0] as string);
}

function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2))
    if (text[at + 1] !== '"') return at;
  return -1;
}
