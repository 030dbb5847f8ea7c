/** Messages in which there is nothing to understand: a bare number, a single letter, another script or language. */
import { type Reply, say, text } from './reply.ts';
import type { Turn } from './skill.ts';
import type { World } from './world.ts';

/** What a message is instead of a question in English; the name of the text that answers it. */
export type Unreadable = 'bare_number' | 'one_letter' | 'other_language';

const BARE_NUMBER = /^[\s#.,:;!?()-]*\d[\d\s.,/-]{0,14}[\s.,:;!?()-]*$/;
const LETTER = /\p{L}/gu;
const LATIN = /\p{Script=Latin}/gu;
/** Letters that only Vietnamese has, in words. */
const VIETNAMESE = /[đơưĐƠƯ\u1ea0-\u1ef9]/gu;
/** The share of its letters that may be of another script: a Chinese word may be quoted. */
const MOST_FOREIGN = 0.5;
const FEWEST_VIETNAMESE = 2;

/**
 * @example unreadable('我的学生可以免考吗') // 'other_language'
 * unreadable('42') // 'bare_number'
 */
export function unreadable(message: string): Unreadable | undefined {
  if (BARE_NUMBER.test(message)) return 'bare_number';
  const letters = message.match(LETTER)?.length ?? 0;
  if (letters === 1 && !/\d/.test(message) && message.match(LATIN)) return 'one_letter';
  if (/^[\0-\u024f\u2000-\u206f]*$/.test(message)) return undefined;
  const latin = message.match(LATIN)?.length ?? 0;
  if (letters > 0 && (letters - latin) / letters >= MOST_FOREIGN) return 'other_language';
  return (message.normalize('NFC').match(VIETNAMESE)?.length ?? 0) >= FEWEST_VIETNAMESE
    ? 'other_language'
    : undefined;
}

/** Says in English what can be asked; a number beside choices on the table is told which there are. */
export function sayUnreadable(what: Unreadable, turn: Turn, world: World): Reply {
  const { voice } = world.intents;
  const offered = turn.state.offered ?? [];
  if (what === 'bare_number' && offered.length > 1) {
    const said = (voice.no_such_choice ?? '').replace('{n}', String(offered.length));
    return { kind: 'choices', parts: [text(said), { type: 'choices', choices: offered }] };
  }
  const choices = world.suggestions.map((q) => say(q));
  return {
    kind: 'decline',
    parts: [
      text(voice[what] ?? voice.unclear ?? ''),
      { type: 'choices', ...(voice.also ? { title: voice.also } : {}), choices },
    ],
  };
}
