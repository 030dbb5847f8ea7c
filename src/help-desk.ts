/** The desk of the running server: organization, links, mail, reminders, and the skill that opens tickets. */
import type { AssistantOptions } from './assistant/assistant.ts';
import type { Person } from './assistant/message.ts';
import type { Skill } from './assistant/skill.ts';
import { handOverSkill } from './assistant/skills/hand-over.ts';
import type { World } from './assistant/world.ts';
import { linkKey } from './config/link-key.ts';
import { loadOrganization } from './config/organization.ts';
import type { Settings } from './config/settings.ts';
import { type Asking, createAsking } from './escalation/asking.ts';
import type { Transport } from './escalation/delivery/transport.ts';
import { createDesk, type Desk } from './escalation/desk.ts';
import { createLinks, type Links } from './escalation/links.ts';
import { channelOf } from './escalation/notices.ts';
import { memberOf, type Organization } from './escalation/organization.ts';
import { remind } from './escalation/reminders.ts';
import { loadTexts } from './escalation/texts.ts';
import type { Log } from './log.ts';
import { createMail, type Mail } from './mail/smtp.ts';
import type { Records, Transacting } from './records/store.ts';
import { loadFacts } from './rules/facts.ts';

const EVERY_MINUTE = 60_000;

export interface HelpDesk {
  organization: Organization;
  desk: Desk;
  links: Links;
  mail?: Mail;
  asking: Asking;
  skill(world: World): Skill;
  recognise: NonNullable<AssistantOptions['recognise']>;
  /**
   * Begins to remind.
   * @param transports all that carry deliveries
   * @param address where the server listens, for links where there is no PUBLIC_URL
   */
  start(transports: readonly Transport[], address: string): void;
  /** Address of an agent's page for one ticket. */
  linkTo(link: { ticket: string; agent: string }): string;
  close(): Promise<void>;
}

/** @throws SettingsError for faults of the organization file */
export function openHelpDesk(settings: Settings, store: Records & Transacting, log: Log): HelpDesk {
  let reached = '';
  const organization = loadOrganization(settings.organizationFile);
  const texts = loadTexts();
  const links = createLinks(linkKey(settings));
  const carriers = new Map<string, Transport>();
  const desk = createDesk({
    store,
    organization,
    texts,
    carries: (kind) => carriers.has(kind),
    privateWay: async (person) => carriers.get(channelOf(person))?.privateWay?.(person),
  });
  const linkTo: HelpDesk['linkTo'] = (link) =>
    `${settings.publicUrl ?? reached}/agent/${links.sign(link, Date.now())}`;
  const asking = createAsking(organization, texts, loadFacts(), store.tickets);
  const words = { open: texts('agent_open_link'), footer: texts('agent_footer') };
  const mail = settings.mail && createMail({ ...settings.mail, linkTo, words });

  let reminding: Promise<void> = Promise.resolve();
  const look = async () => {
    try {
      const made = await remind(store, desk.context, Date.now());
      if (made) log.info({ made }, 'reminded');
    } catch (error) {
      log.error({ err: error }, 'reminders could not be made');
    }
  };
  let every: NodeJS.Timeout | undefined;

  return {
    organization,
    desk,
    links,
    mail,
    linkTo,
    asking,
    skill: (world) => handOverSkill(world, { asking, tickets: store.tickets }),
    recognise: (person) => withMembership(person, organization),
    start(transports, address) {
      reached = address;
      for (const transport of transports) carriers.set(transport.kind, transport);
      every = setInterval(() => {
        reminding = reminding.then(look);
      }, EVERY_MINUTE);
      every.unref();
    },
    async close() {
      clearInterval(every);
      await reminding;
      mail?.close();
    },
  };
}

/** What the organization says of a person; what the channel knows already stays. */
export function withMembership(person: Person, organization: Organization): Person {
  const member = memberOf(organization, person.email);
  if (!member) return person;
  const { role, lea, school, name } = member;
  return {
    ...person,
    name: person.name ?? name,
    role: person.role ?? role,
    lea: person.lea ?? lea,
    school: person.school ?? school,
  };
}
