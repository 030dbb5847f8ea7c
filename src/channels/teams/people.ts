/** People as Teams knows them: name, time zone, and the email by which a person is one in all channels. */
import { setTimeout as pause } from 'node:timers/promises';
import { type Backoff, pauseAfter } from '../../escalation/delivery/backoff.ts';
import type { ChannelTools } from '../channel.ts';
import type { Connector } from './connector.ts';
import { type Activity, personOf, timeZoneOf } from './incoming.ts';
import { LIMITS } from './limits.ts';
import { referenceOf } from './reference.ts';

export interface People {
  /** With all that somebody does. Rights hang on the email: where none is known, a moment is waited for it. */
  meet(activity: Activity): Promise<void>;
  /** In lower case; asked of Teams where none is kept. Undefined when Teams tells none: nobody is who is not proved. */
  email(activity: Activity): Promise<string | undefined>;
}

export interface PeopleOptions {
  tools: Pick<ChannelTools, 'store' | 'log'>;
  connector: Pick<Connector, 'member'>;
  now?: () => number;
}

/** What Teams told of a person is asked anew after a day: emails change hands. */
const FRESH_MS = 24 * 60 * 60 * 1000;
/** So often in a row the next message asks again at once; whom Teams never tells of must not cost a call a message. */
const EAGER_TRIES = 3;
const PAUSES: Pick<Backoff, 'firstMs' | 'longestMs'> = { firstMs: 10_000, longestMs: 10 * 60_000 };
const MOST_KNOWN = 10_000;

/** What need not be asked before a moment, and how often asking failed until now. */
interface Rest {
  until: number;
  failures: number;
}

type Someone = NonNullable<ReturnType<typeof personOf>>;

export function createPeople({ tools, connector, now = Date.now }: PeopleOptions): People {
  const { store, log } = tools;
  const rests = new Map<string, Rest>();
  const asking = new Map<string, Promise<string | undefined>>();

  function rest(id: string, of: Rest): void {
    if (rests.size > MOST_KNOWN) rests.clear();
    rests.set(id, of);
  }

  function restAfterFailure(id: string): void {
    const failures = (rests.get(id)?.failures ?? 0) + 1;
    const wait =
      failures < EAGER_TRIES ? 0 : pauseAfter(failures - EAGER_TRIES + 1, { ...PAUSES, tries: 0 }, 1);
    rest(id, { until: now() + wait, failures });
  }

  /** @returns the email, once it is kept; undefined also when Teams does not answer: that is forgotten, and asked anew */
  async function askTeams(person: Someone, activity: Activity): Promise<string | undefined> {
    const reference = referenceOf(activity);
    const user = activity.from?.id;
    if (!reference || !user) return undefined;
    try {
      const { name = person.name, email } = await connector.member(reference, user);
      if (email) {
        const at = now();
        const told = { ...(name ? { name } : {}), email, fields: { askedTeamsAt: at } };
        await store?.people.save({ id: person.id, channel: 'teams', ...told }, at);
        rest(person.id, { until: at + FRESH_MS, failures: 0 });
        return email;
      }
    } catch (error) {
      log.debug({ channel: 'teams', err: error }, 'a member could not be looked up');
    }
    restAfterFailure(person.id);
    return undefined;
  }

  /** One call for all who ask at the same time. */
  function ask(person: Someone, activity: Activity): Promise<string | undefined> {
    const under = asking.get(person.id) ?? askTeams(person, activity).finally(() => asking.delete(person.id));
    asking.set(person.id, under);
    return under;
  }

  return {
    async meet(activity) {
      const person = personOf(activity);
      if (!person || !store || now() < (rests.get(person.id)?.until ?? 0)) return;
      const profile = await store.people.get(person.id);
      // By it reminders come in the person's own working hours.
      const timeZone = timeZoneOf(activity) ?? profile?.fields.timeZone;
      if (!profile || profile.fields.timeZone !== timeZone)
        await store.people.save(
          { ...person, channel: 'teams', ...(timeZone ? { fields: { timeZone } } : {}) },
          now(),
        );
      const askedAt = profile?.email ? profile.fields.askedTeamsAt : undefined;
      if (typeof askedAt === 'number' && now() - askedAt < FRESH_MS)
        return rest(person.id, { until: askedAt + FRESH_MS, failures: 0 });
      const asked = ask(person, activity);
      // What was known a day ago serves until Teams has answered.
      if (!profile?.email) await Promise.race([asked, pause(LIMITS.member, undefined, { ref: false })]);
    },
    async email(activity) {
      const person = personOf(activity);
      const kept = person && (await store?.people.get(person.id))?.email;
      const email = kept ?? (person && (await ask(person, activity)));
      return email?.trim().toLowerCase();
    },
  };
}
