/** Planning in the running server: the skill, the downtimes in answers, and what is due every minute. */
import type { AssistantOptions } from './assistant/assistant.ts';
import type { Privately } from './assistant/discreetly.ts';
import type { Skill } from './assistant/skill.ts';
import { planningSkill } from './assistant/skills/planning/skill.ts';
import type { World } from './assistant/world.ts';
import type { Transport } from './escalation/delivery/transport.ts';
import type { Desk } from './escalation/desk.ts';
import { channelOf } from './escalation/notices.ts';
import type { Organization } from './escalation/organization.ts';
import type { Log } from './log.ts';
import { createDowntimes } from './planning/downtimes.ts';
import { sendDue } from './planning/reminder-sending.ts';
import { loadTexts } from './planning/texts.ts';
import { createAnnounce } from './planning/told.ts';
import type { Records, Transacting } from './records/store.ts';

const EVERY_MINUTE = 60_000;

export interface PlannerOptions {
  world: World;
  store: Records & Transacting;
  organization: Organization;
  desk?: Pick<Desk, 'openOf'>;
  log: Log;
  /** Epoch milliseconds. */
  now?: () => number;
}

export interface Planner {
  skill: Skill;
  /** Puts downtimes before the answers that they concern. */
  announce: NonNullable<AssistantOptions['announce']>;
  /** Where a person is spoken to alone. */
  privately: Privately;
  /** Begins to remind. @param transports all that carry deliveries */
  start(transports: readonly Transport[]): void;
  /** Sends what is due now, and announces downtimes that ran out. */
  remind(): Promise<void>;
  close(): Promise<void>;
}

/**
 * @example
 * const planner = openPlanner({ world, store, organization, desk, log });
 * const assistant = createAssistant(world, conversations, [planner.skill], { announce: planner.announce });
 */
export function openPlanner({
  world,
  store,
  organization,
  desk,
  log,
  now = Date.now,
}: PlannerOptions): Planner {
  const texts = loadTexts();
  const carriers = new Map<string, Transport>();
  const carries = (kind: string) => carriers.has(kind);
  const downtimes = createDowntimes({ store, texts, places: organization.announcements ?? [], carries });
  const privately: Privately = (person) => carriers.get(channelOf(person))?.privateWay?.(person);

  const attempt = async (work: () => Promise<void>, failed: string) => {
    try {
      await work();
    } catch (error) {
      log.error({ err: error }, failed);
    }
  };
  const look = async () => {
    await attempt(async () => {
      const sent = await sendDue({ store, organization, texts, carries }, now());
      if (sent) log.info({ sent }, 'reminded of dates');
    }, 'reminders of dates could not be sent');
    await attempt(async () => {
      const over = await downtimes.runOut(now());
      if (over) log.info({ over }, 'downtimes ran out');
    }, 'the end of downtimes could not be announced');
  };
  let reminding: Promise<void> = Promise.resolve();
  const remind = () => {
    reminding = reminding.then(look);
    return reminding;
  };
  let every: NodeJS.Timeout | undefined;

  return {
    skill: planningSkill({ store, organization, desk, downtimes, texts, world, privately }),
    privately,
    announce: createAnnounce(downtimes, world.library, texts),
    start(transports) {
      for (const transport of transports) carriers.set(transport.kind, transport);
      every ??= setInterval(remind, EVERY_MINUTE);
      every.unref();
    },
    remind,
    async close() {
      clearInterval(every);
      await reminding;
    },
  };
}
