/** What the planning skill works with, and the replies it is made of. */
import type { Desk } from '../../../escalation/desk.ts';
import { isAdministrator, type Organization } from '../../../escalation/organization.ts';
import type { DowntimeBoard } from '../../../planning/downtimes.ts';
import type { Texts } from '../../../planning/texts.ts';
import type { Records } from '../../../records/store.ts';
import type { Privately } from '../../discreetly.ts';
import { type Part, type Reply, text } from '../../reply.ts';
import type { Outcome, Turn } from '../../skill.ts';
import type { World } from '../../world.ts';

export interface PlanningServices {
  store: Records;
  organization: Organization;
  desk?: Pick<Desk, 'openOf'>;
  downtimes: DowntimeBoard;
  texts: Texts;
  world: World;
  /** Where reminders go. */
  privately: Privately;
}

/** What a press of ours sends: `planning:` and this. */
export const planned = (label: string, action: string) => ({ label, action: `planning:${action}` });

/** Without a subject: it is no answer of the documents, and nobody is asked whether it helped. */
export const said = (kind: Reply['kind'], ...parts: Part[]): Outcome => ({ reply: { kind, parts } });

/** Who may enter downtimes and see the lists says the organization file; the channel says who it is. */
export function refusal({ message }: Turn, { organization, texts }: PlanningServices): Outcome | undefined {
  const { email } = message.person;
  if (email && isAdministrator(organization, email)) return undefined;
  return said('decline', { type: 'notice', level: 'warning', text: texts('admin_only') });
}

export const nowOf = ({ message }: Turn): number => Date.parse(message.at);

export const tell = (words: string): Outcome => said('decline', text(words));
