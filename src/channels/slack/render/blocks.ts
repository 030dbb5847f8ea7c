/** The few blocks that everything is drawn with. Each takes plain text and keeps Slack's limits. */
import type { types } from '@slack/bolt';
import { LIMITS } from '../limits.ts';
import { clean, cut, mrkdwn, pieces } from '../mrkdwn.ts';

export type Block = types.KnownBlock;
export type Actions = types.ActionsBlock['elements'][number];

/** Text that Slack shows as it is. `verbatim`: only our own links and no mentions. */
export const marked = (text: string): types.MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

export const plain = (text: string, length: number): types.PlainTextElement => ({
  type: 'plain_text',
  text: cut(clean(text) || '–', length),
  emoji: false,
});

/** A text as sections, more than one where it is too long for one. */
export function sections(text: string): Block[] {
  return pieces(clean(text), LIMITS.sectionText).map((piece) => ({
    type: 'section',
    text: marked(mrkdwn(piece)),
  }));
}

/** Small print. */
export function context(text: string): Block[] {
  return pieces(clean(text), LIMITS.contextText).map((piece) => ({
    type: 'context',
    elements: [marked(mrkdwn(piece))],
  }));
}

/** A bold line, and a text below it. */
export function titled(title: string, text: string): Block[] {
  const head = bold(title);
  const [first = '', ...rest] = pieces(
    clean(text),
    LIMITS.sectionText,
    (p) => `${head}${head ? '\n' : ''}${mrkdwn(p)}`,
  );
  const words = [head, mrkdwn(first)].filter(Boolean).join('\n');
  if (!words) return [];
  return [{ type: 'section', text: marked(words) }, ...rest.flatMap(sections)];
}

/** `bold('Help')` is `'*Help*'`; long titles are cut, asterisks in them would end the bold. */
export function bold(title: string): string {
  const words = cut(
    clean(title)
      .replace(/[*\n]+/g, ' ')
      .trim(),
    LIMITS.headerText,
  );
  return words ? `*${mrkdwn(words)}*` : '';
}

export function actions(elements: Actions[]): Block[] {
  return packed(elements, LIMITS.actionsElements).map((some) => ({ type: 'actions', elements: some }));
}

/** In their order, at most so many together, and no more characters than leave room in a message. */
export function packed<T>(all: readonly T[], count: number): T[][] {
  const packs: T[][] = [];
  let size = 0;
  for (const one of all) {
    const length = JSON.stringify(one).length;
    const pack = packs.at(-1);
    if (pack && pack.length < count && size + length <= LIMITS.blockSize) {
      pack.push(one);
      size += length;
    } else {
      packs.push([one]);
      size = length;
    }
  }
  return packs;
}
