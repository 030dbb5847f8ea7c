/** The "Yes" or "No" an answer begins with, left out where it would be wrong for the question as it was asked. */
import { sentences, words } from '../search/normalise.ts';
import type { Vocabulary } from './intents.ts';
import type { Reply } from './reply.ts';
import type { Turn } from './skill.ts';

const VERDICT = /^(Yes|No)(?:[,.:;]|\s[-–—])\s+(?=\S)/;
const ASKS =
  /^(?:\W|(?:so|and|but|or|hi|hey|hello|ok|okay|then|please|sorry|quick question)\b)*(?:is|are|am|was|were|do|does|did|can|could|may|might|must|shall|should|will|would|have|has|had|need|dare|ain|(?<open>what|which|who|whom|whose|when|where|why|how))(?![a-z])/i;
const CONTRACTED =
  /^(\W*)(can|won|don|does|did|is|are|was|were|has|have|had|should|would|could|must|need)n?'?t\b/i;

type Polarity = Vocabulary['polarity'];

/**
 * The reply without the "Yes" or "No" that it begins with, where the question is put the other way round ("Isn't
 * …?", "Must they all be the same?"), is about a duty instead of a permission, or is no question of yes and no.
 * What follows stands as a statement, right however the question was put.
 * @param question gives the words of the question, or nothing when a value was given and nothing asked
 * @example
 * settleVerdict(reply('Yes, schools may differ.'), () => "Can't schools differ?", polarity) // 'Schools may differ.'
 */
export function settleVerdict(reply: Reply, question: () => string | undefined, polarity: Polarity): Reply {
  const at = reply.parts.findIndex((p) => p.type === 'text');
  const part = reply.parts[at];
  const found = part?.type === 'text' ? part.text.match(VERDICT) : undefined;
  if (part?.type !== 'text' || !found) return reply;
  const asked = question();
  if (!asked) return reply;
  const statement = part.text.slice(found[0].length);
  if (fits(found[1] === 'Yes', statement, asked, polarity)) return reply;
  const said = statement.replace(/^\p{Ll}/u, (c) => c.toUpperCase());
  return { ...reply, parts: reply.parts.with(at, { type: 'text', text: said }) };
}

/** The sentences of a text that ask something. */
function questionIn(text: string): string | undefined {
  const all = sentences(text);
  const asking = all.filter((s) => s.endsWith('?') || ASKS.test(s) || CONTRACTED.test(s));
  return asking.length ? asking.join(' ') : undefined;
}

/** The question a message asks, or that of the turn before which its value or press goes on with. */
export function questionOf({ message, text, state }: Turn): string | undefined {
  const spoken = message.action?.startsWith('say:') ? message.action.slice(4) : message.action ? '' : text;
  return questionIn(spoken) ?? questionIn(state.last?.text ?? '');
}

function fits(
  yes: boolean,
  statement: string,
  asked: string,
  { negations, turns, duties }: Polarity,
): boolean {
  const question = asked.trim();
  if (ASKS.exec(question)?.groups?.open) return false;
  const heard = ` ${words(question).join(' ')} `;
  const first = ` ${words(sentences(statement)[0] ?? '').join(' ')} `;
  const has = (list: readonly string[], all: string) => list.some((w) => all.includes(` ${w} `));
  if (has(negations, heard)) return false;
  if (has(duties, heard) && !has(duties, first)) return false;
  // "Is it locked?": a word that turns the sense does no harm where the answer has it too, denied as its verdict is.
  return turns
    .filter((w) => has([w], heard))
    .every(
      (w) =>
        has([w], first) &&
        yes !==
          has(
            negations.map((n) => `${n} ${w}`),
            first,
          ),
    );
}
