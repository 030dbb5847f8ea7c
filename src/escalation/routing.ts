/** Whom a question goes to: as rule `contact-routing` has it, and to the person where one is configured. */
import type { Role } from '../knowledge/schema.ts';
import { contactRouting } from '../rules/contact-routing.ts';
import type { RuleFacts } from '../rules/facts.ts';
import { type Agent, type Lea, leaOf, type Organization, schoolOf, type Topic } from './organization.ts';

export interface Whence {
  role?: Role;
  topic: Topic;
  lea?: string;
  school?: string;
  /** Nobody is sent their own question. */
  email?: string;
}

export type Routed =
  | { to: 'person'; agent: Agent; backups: Agent[]; lea?: string; school?: string }
  /** Nobody is configured: the way that the documents name. */
  | { to: 'way'; contact: string; address?: string }
  /** Something must be known first; `among` are the names to choose from. */
  | { to: 'ask'; what: 'role' | 'lea' | 'school'; among: string[] };

/** Contacts that are people of the organization; all others are addresses of the documents. */
const CHAIN: ReadonlySet<string> = new Set(['site_coordinator', 'lea_coordinator', 'success_agent']);

/** The rules' word for a role. */
const routeRole = (role: Role | undefined) => (role === 'other_staff' ? 'other_school_staff' : role);

/**
 * @example routeFor({ role: 'test_examiner', topic: 'technical_or_administration', lea: 'Oak', school: 'Hill' }, organization, facts)
 * // { to: 'person', agent: Hill's site coordinator, backups: [the second one], … }
 */
export function routeFor(whence: Whence, organization: Organization, facts: RuleFacts): Routed {
  const { role, topic } = whence;
  const answer = contactRouting.run({ role: routeRole(role), topic }, facts);
  if (answer.status === 'needs_input') return { to: 'ask', what: 'role', among: [] };
  const { contact = '', address } = (answer.result ?? {}) as { contact?: string; address?: string | null };
  const way: Routed = { to: 'way', contact, address: address ?? undefined };
  if (!CHAIN.has(contact)) {
    const own = organization.topics[topic];
    return own ? { to: 'person', agent: own, backups: [], lea: whence.lea, school: whence.school } : way;
  }

  const { leas } = organization;
  const lea = leaOf(organization, whence.lea) ?? (leas.length === 1 ? leas[0] : undefined);
  if (!leas.length || (whence.lea && !lea)) return way;
  if (!lea) return { to: 'ask', what: 'lea', among: leas.map((l) => l.name) };
  return inLea(lea, contact, whence) ?? way;
}

function inLea(lea: Lea, contact: string, whence: Whence): Routed | undefined {
  if (contact === 'lea_coordinator') return person(lea.coordinators, whence, lea);
  if (contact === 'success_agent')
    return person(lea.successAgent ? [lea.successAgent, ...lea.backups] : lea.backups, whence, lea);
  const { schools } = lea;
  const school = schoolOf(lea, whence.school) ?? (schools.length === 1 ? schools[0] : undefined);
  if (!schools.length || (whence.school && !school)) return undefined;
  if (!school) return { to: 'ask', what: 'school', among: schools.map((s) => s.name) };
  // Whoever is alone at a school has the LEA's coordinators for a backup.
  const backups = [...school.coordinators.slice(1), ...lea.coordinators];
  return person([...school.coordinators.slice(0, 1), ...backups], whence, lea, school.name, school);
}

function person(
  agents: readonly Agent[],
  { email }: Whence,
  lea: Lea,
  school?: string,
  of?: { coordinators: readonly Agent[] },
): Routed | undefined {
  if (of && !of.coordinators.length) return undefined;
  const others = agents.filter((agent) => agent.email !== email?.trim().toLowerCase());
  const [agent, ...backups] = [...new Map(others.map((a) => [a.email, a])).values()];
  return agent && { to: 'person', agent, backups, lea: lea.name, school };
}
