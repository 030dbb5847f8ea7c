/** What is refused before anything else is looked at: credentials, student data, test content. */
import { masked } from '../escalation/mask.ts';
import { plainText } from '../search/normalise.ts';
import type { Guard } from './intents.ts';

const compiled = new WeakMap<readonly Guard[], { intent: string; patterns: RegExp[] }[]>();

/**
 * The intent that must answer a message whatever else it says, or undefined.
 * @example guardOf('my password is Tiger22', guards) // 'declined-credentials'
 */
export function guardOf(message: string, guards: readonly Guard[]): string | undefined {
  let list = compiled.get(guards);
  if (!list) {
    list = guards.map((g) => ({ intent: g.intent, patterns: g.patterns.map((p) => new RegExp(p, 'iu')) }));
    compiled.set(guards, list);
  }
  const plain = plainText(message);
  return list.find((g) => g.patterns.some((p) => p.test(plain)))?.intent;
}

/**
 * A message as it may be kept: without what may be a student's number, birth date or name.
 * @example withoutNumbers('grade 5, 1234567890') // 'grade 5, ••••••••••'
 */
export function withoutNumbers(message: string): string {
  return masked(message);
}
