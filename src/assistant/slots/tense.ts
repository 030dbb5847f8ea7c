/** Whether a date is told as one that has passed: "the reports came on June 25", "it was due June 25". */
import type { DateMention } from './dates.ts';
import { level } from './tokens.ts';

const PAST =
  /\b(was|were|wasnt|werent|had|did|didnt|came|got|gotten|received|recieved|arrived|ended|closed|opened|started|began|finished|happened|occurred|posted|appeared|landed|dropped|went|sent|made|took|ran|let out|missed|already)\b/;
/** Said of what is to come or only thought of. */
const OPEN =
  /\b(if|when|once|suppose|supposing|imagine|say|assuming|will|would|wont|shall|should|going to|gonna|plan|planned|planning|next|coming|upcoming|expect|expected|has to|have to|must|can|could|may(?! \d)|get|gets|arrive|arrives|come|comes|is|are)\b|'ll\b/;

/**
 * Whether the clause around a date speaks of the past, and not of what may come.
 * @example isPast('it was due June 25, right?', mention) // true
 */
export function isPast(text: string, m: Pick<DateMention, 'start' | 'end'>): boolean {
  const plain = level(text).replaceAll("n't", 'nt');
  const from = Math.max(
    0,
    ...[...plain.slice(0, m.start).matchAll(/[.;:?!\n,]|\band\b/g)].map((d) => d.index + 1),
  );
  const until = plain.slice(m.end).search(/[.;:?!\n,]|\b(?:and|when|what|how|which|is|are)\b/);
  const clause = `${plain.slice(from, m.start)} ${until < 0 ? plain.slice(m.end) : plain.slice(m.end, m.end + until)}`;
  return PAST.test(clause) && !OPEN.test(clause);
}
