/** Who works where: LEAs, schools, their coordinators and Success Agents. Read from ORGANIZATION_FILE; none is empty. */
import type { Role } from '../knowledge/schema.ts';
import type { ROUTE_TOPICS } from '../rules/facts.ts';

export type Topic = (typeof ROUTE_TOPICS)[number];

/** Somebody who answers questions. */
export interface Agent {
  name: string;
  /** Lower case: by it an agent is known in every channel. */
  email: string;
  phone?: string;
  /** A conversation id of a channel, such as `slack:T1:C1:`, for agents who work there. */
  chat?: string;
}

/** When people work, in their own time zone. */
export interface Hours {
  timeZone: string;
  /** 1 is Monday, 7 is Sunday. */
  days: readonly number[];
  /** Such as 08:00 */
  from: string;
  until: string;
  /** Inclusive. */
  daysOff: readonly { from: string; until: string }[];
}

export interface School {
  name: string;
  cds?: string;
  coordinators: readonly Agent[];
}

export interface Lea {
  name: string;
  cds: string;
  hours: Hours;
  successAgent?: Agent;
  backups: readonly Agent[];
  coordinators: readonly Agent[];
  schools: readonly School[];
}

export interface Organization {
  leas: readonly Lea[];
  /** Emails, lower case. */
  administrators: readonly string[];
  /** Conversations of channels, such as `slack:T1:C1:`, in which downtimes are announced. */
  announcements?: readonly string[];
  /** Agents for topics with an address of their own. */
  topics: Readonly<Partial<Record<Topic, Agent>>>;
  /** Working hours within which an answer is promised. */
  answerWithinHours: number;
}

export const DEFAULT_HOURS: Hours = {
  timeZone: 'America/Los_Angeles',
  days: [1, 2, 3, 4, 5],
  from: '08:00',
  until: '17:00',
  daysOff: [],
};

export const NO_ORGANIZATION: Organization = {
  leas: [],
  administrators: [],
  topics: {},
  answerWithinHours: 8,
};

const plain = (name: string) => name.trim().toLowerCase();

/** @example leaOf(organization, 'sunny unified') // the LEA of that name or CDS code, or undefined */
export function leaOf({ leas }: Organization, name: string | undefined): Lea | undefined {
  if (!name) return undefined;
  return leas.find((lea) => plain(lea.name) === plain(name) || lea.cds === name.trim());
}

export function schoolOf(lea: Lea | undefined, name: string | undefined): School | undefined {
  if (!lea || !name) return undefined;
  return lea.schools.find((school) => plain(school.name) === plain(name) || school.cds === name.trim());
}

/** Hours of an LEA; of the only one where none is named. */
export function hoursOf(organization: Organization, lea: string | undefined): Hours {
  return leaOf(organization, lea)?.hours ?? organization.leas[0]?.hours ?? DEFAULT_HOURS;
}

/** Every agent, by email. */
export function agentsOf({ leas, topics }: Organization): Map<string, Agent> {
  const all = [
    ...Object.values(topics),
    ...leas.flatMap((lea) => [
      ...lea.schools.flatMap((school) => school.coordinators),
      ...lea.coordinators,
      ...lea.backups,
      ...(lea.successAgent ? [lea.successAgent] : []),
    ]),
  ];
  return new Map(all.map((agent) => [agent.email, agent]));
}

export function isAdministrator({ administrators }: Organization, email: string): boolean {
  return administrators.includes(plain(email));
}

export interface Member {
  name: string;
  role?: Role;
  lea: string;
  school?: string;
}

/**
 * What the organization says of somebody by email: the widest of their parts.
 * @example memberOf(organization, 'kim@oak.org') // { name: 'Kim Lee', role: 'site_coordinator', lea: 'Oak Unified', school: 'Hill' }
 */
export function memberOf({ leas }: Organization, email: string | undefined): Member | undefined {
  const wanted = email && plain(email);
  if (!wanted) return undefined;
  const among = (agents: readonly Agent[]) => agents.find((agent) => agent.email === wanted);
  for (const lea of leas) {
    const coordinator = among(lea.coordinators);
    if (coordinator) return { name: coordinator.name, role: 'lea_coordinator', lea: lea.name };
  }
  for (const lea of leas)
    for (const school of lea.schools) {
      const coordinator = among(school.coordinators);
      if (coordinator)
        return { name: coordinator.name, role: 'site_coordinator', lea: lea.name, school: school.name };
    }
  return undefined;
}
