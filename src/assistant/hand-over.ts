/** Whom a question goes to that the documents do not answer. */
import type { Library } from '../knowledge/library.ts';
import { type Contact, ROLES, type Role } from '../knowledge/schema.ts';
import type { Voice } from './intents.ts';
import type { Part } from './reply.ts';

/** "Your Success Agent (Success Agent Lookup web page)" */
export function sayContact(contact: Contact): string {
  const ways = contact.ways.filter((w) => w.by !== 'local').map((w) => w.value);
  return ways.length ? `${contact.name} (${ways.slice(0, 2).join(', ')})` : contact.name;
}

/**
 * The parts that name whom to turn to: the entry's own contacts where it has some and they serve this role, else the
 * next step of the role's support chain; every role's step when the role is unknown.
 */
export function handOverParts(
  context: { library: Library; voice: Voice; role?: Role },
  contacts: readonly string[] = [],
): Part[] {
  const { library, role } = context;
  const own = contacts
    .flatMap((id) => library.contact(id) ?? [])
    .filter((c) => !role || c.for_roles.length === 0 || c.for_roles.includes(role));
  if (role) {
    const next = library.contactFor(role);
    const all = [...new Map([...own, ...(next ? [next] : [])].map((c) => [c.id, c])).values()];
    return [{ type: 'facts', facts: all.map((c) => ({ label: 'Ask', value: sayContact(c) })) }];
  }
  const steps = new Map<string, string[]>();
  for (const r of ROLES) {
    const c = library.contactFor(r);
    if (c) steps.set(sayContact(c), [...(steps.get(sayContact(c)) ?? []), sayRole(r)]);
  }
  return [
    ...(own.length
      ? [{ type: 'facts' as const, facts: own.map((c) => ({ label: 'Ask', value: sayContact(c) })) }]
      : []),
    { type: 'facts', facts: [...steps].map(([who, roles]) => ({ label: roles.join(', '), value: who })) },
  ];
}

/** A role as it is said: `sayRole('lea_coordinator')` is `'LEA coordinator'`. */
export function sayRole(role: Role): string {
  const words = role.replaceAll('_', ' ').replace(/^lea/, 'LEA');
  return words[0]!.toUpperCase() + words.slice(1);
}
