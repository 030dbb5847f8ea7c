/** What is refused before anything else is looked at: credentials, student data, test content. */
import { masked } from '../escalation/mask.ts';
import { plainText } from '../search/normalise.ts';
import type { Guard } from './intents.ts';

interface Compiled {
  list: { intent: string; patterns: RegExp[] }[];
  /** The same message is looked at when it is answered and again when it is kept. */
  last?: { message: string; intent: string | undefined };
}

const compiled = new WeakMap<readonly Guard[], Compiled>();

/**
 * The intent that must answer a message whatever else it says, or undefined.
 * @param isName whether a word is a name: two of them side by side stand as `person` in the patterns
 * @example guardOf('my password is Tiger22', guards, () => false) // 'declined-credentials'
 */
export function guardOf(
  message: string,
  guards: readonly Guard[],
  isName: (word: string) => boolean,
): string | undefined {
  const known = compiled.get(guards) ?? compile(guards);
  if (known.last?.message === message) return known.last.intent;
  const plain = withPersons(plainText(message), isName);
  const intent = known.list.find((g) => g.patterns.some((p) => p.test(plain)))?.intent;
  known.last = { message, intent };
  return intent;
}

function compile(guards: readonly Guard[]): Compiled {
  const list = guards.map((g) => ({
    intent: g.intent,
    patterns: g.patterns.map((p) => new RegExp(p, 'iu')),
  }));
  compiled.set(guards, { list });
  return compiled.get(guards)!;
}

/** `withPersons('is emma chen exempt', isName)` is `'is person exempt'`. */
function withPersons(plain: string, isName: (word: string) => boolean): string {
  return plain.replace(/\b(\p{L}{3,}) (\p{L}{3,})(?='s\b|s\b|\b)/gu, (both, first: string, last: string) =>
    isName(first) && isName(last) ? 'person' : both,
  );
}

/**
 * A message as it may be kept: without what may be a student's number, birth date or name.
 * @example withoutNumbers('grade 5, 1234567890') // 'grade 5, ••••••••••'
 */
export function withoutNumbers(message: string): string {
  return masked(message);
}
