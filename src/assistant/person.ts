/** Who somebody is, whichever channel they write from. */
import type { Person } from './message.ts';

/**
 * The same key for a person in every channel that knows the email.
 * @example personKey({ id: 'slack:U1', email: 'Ann@Oak.org' }) // 'ann@oak.org'
 */
export function personKey({ id, email }: Person): string {
  return email?.trim().toLowerCase() || id;
}
