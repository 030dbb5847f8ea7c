/** Reply → Block Kit. One pure function; everything within Slack's limits, the rest behind a button. */
import type { Reply } from '../../../assistant/reply.ts';
import { renderText } from '../../../assistant/text.ts';
import { ACTION_IDS } from '../action-ids.ts';
import { LIMITS } from '../limits.ts';
import type { Texts } from '../texts.ts';
import { actions, type Block, context, plain, sections } from './blocks.ts';
import { drawPart, fallback } from './parts.ts';
import { wordsOf } from './words.ts';

export interface SlackMessage {
  /** For notifications and screen readers. */
  text: string;
  blocks: Block[];
}

export interface RenderOptions {
  texts: Texts;
  /** The message that is answered: behind "show the rest" and the feedback buttons. */
  message?: string;
  /** Which part of a reply that is too long for one message, from 0. */
  page?: number;
  /** Adds the way to choose one's role. */
  offersRole?: boolean;
  /** Stands behind "show the rest" instead of the message, where nothing else may be pressed. */
  rest?: string;
  /** Adds blocks at the end of the last page. */
  foot?: Block[];
  /** Adds blocks at the end of each page, such as "share in channel". */
  onEachPage?: Block[];
}

/** Room for the button to the rest. */
const SPARE_BLOCKS = 1;
const SPARE_CHARACTERS = 2_500;

/**
 * @example
 * renderSlack({ kind: 'answer', parts: [{ type: 'text', text: 'By December 1.' }] }, { texts }).blocks
 * // [{ type: 'section', text: { type: 'mrkdwn', text: 'By December 1.', verbatim: true } }]
 */
export function renderSlack(reply: Reply, options: RenderOptions): SlackMessage {
  const { texts, message, page = 0, offersRole, foot = [], onEachPage = [], rest = message } = options;
  const blocks = reply.parts.flatMap((part) => drawPart(part, texts));
  if (!blocks.length) blocks.push(...sections(texts.nothing_to_show));
  blocks.push(...blankButton(reply, options), ...feedback(reply, options));
  if (offersRole) blocks.push(...roleButton(texts));
  const pages = paginate([...blocks, ...foot], onEachPage);
  const shown = pages[Math.min(page, pages.length - 1)] ?? [];
  const further = page + 1 < pages.length && rest ? restButton(page + 1, rest, texts) : [];
  // What a page of several shows, and not the beginning of all once more.
  const words = (pages.length > 1 && wordsOf(shown)) || renderText(reply);
  return {
    text: fallback(words) || fallback(texts.nothing_to_show),
    blocks: [...shown, ...further, ...onEachPage],
  };
}

/** @param onEach what each page has room for besides */
function paginate(blocks: readonly Block[], onEach: readonly Block[]): Block[][] {
  const mostBlocks = LIMITS.blocksPerMessage - SPARE_BLOCKS - onEach.length;
  const mostCharacters = LIMITS.messageBlocks - SPARE_CHARACTERS - JSON.stringify(onEach).length;
  const pages: Block[][] = [[]];
  let size = 0;
  for (const block of blocks) {
    const length = JSON.stringify(block).length;
    const page = pages.at(-1)!;
    const full = page.length >= mostBlocks || size + length > mostCharacters;
    if (full && page.length) {
      pages.push([block]);
      size = length;
    } else {
      page.push(block);
      size += length;
    }
  }
  return pages;
}

function restButton(page: number, message: string, texts: Texts): Block[] {
  const value = `${page}:${message}`;
  if (value.length > LIMITS.buttonValue) return [];
  return actions([
    { type: 'button', text: plain(texts.rest, LIMITS.buttonText), action_id: ACTION_IDS.rest, value },
  ]);
}

function roleButton(texts: Texts): Block[] {
  const text = plain(texts.home_set_role, LIMITS.buttonText);
  const button = { type: 'button' as const, text, action_id: ACTION_IDS.role, value: 'set' };
  return [...context(texts.role_hint), ...actions([button])];
}

/** Opens the form or calculation under way as a modal. */
function blankButton({ blank, kind }: Reply, { message, texts }: RenderOptions): Block[] {
  if (!blank || !message || blank.length > LIMITS.buttonValue) return [];
  const words = kind === 'ask' ? texts.fill_in : texts.fill_change;
  const text = plain(words, LIMITS.buttonText);
  return actions([{ type: 'button', text, action_id: ACTION_IDS.fill, value: blank }]);
}

/** Asked where something was answered. */
function feedback({ kind }: Reply, { message, texts }: RenderOptions): Block[] {
  if (!message || message.length > LIMITS.buttonValue - 10) return [];
  if (kind !== 'answer' && kind !== 'calculation') return [];
  const button = (word: string, value: string) => ({
    text: plain(word, LIMITS.buttonText),
    value: `${value}:${message}`,
  });
  return [
    {
      type: 'context_actions',
      elements: [
        {
          type: 'feedback_buttons',
          action_id: ACTION_IDS.feedback,
          positive_button: button(texts.helpful, 'yes'),
          negative_button: button(texts.not_helpful, 'no'),
        },
      ],
    },
  ];
}
