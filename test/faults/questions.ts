/** The questions of the fault test: no two alike, none answered by an entry, each to be recognised in a mail. */
import { organization } from '../support/organization.ts';

const SYLLABLES = ['ba', 'ko', 'du', 'fi', 'ge', 'lo', 'mu', 'ni', 'pa', 'zo'];
const SCHOOLS = 25;

/** Ten syllables for ten digits, framed so that it is no word of the field. */
const coined = (n: number) =>
  `x${[...String(n).padStart(4, '0')].map((digit) => SYLLABLES[Number(digit)]).join('')}q`;

export const questionOf = (n: number) =>
  `Which color should the ${coined(n)} on roof ${coined(9_999 - n)} be?`;
export const answerOf = (n: number) => `Paint ${coined(n)} in blue number ${n}.`;

export const schoolOf = (n: number) => `School ${n % SCHOOLS}`;
export const agentOf = (n: number) => `agent${n % SCHOOLS}@oak.org`;
/** Every second one is claimed first: its asker hears of it, and then the answer. */
export const isClaimed = (n: number) => n % 2 === 0;

/** One LEA with a coordinator at each school. */
export function manySchools() {
  const { leas, ...rest } = organization();
  const schools = Array.from({ length: SCHOOLS }, (_, i) => ({
    name: schoolOf(i),
    coordinators: [{ name: `Agent ${i}`, email: agentOf(i) }],
  }));
  return { ...rest, leas: [{ ...leas[0]!, schools }] };
}
