/** Who writes: what Slack, the store and the organisation know of a person. */
import type { webApi } from '@slack/bolt';
import type { Person } from '../../assistant/message.ts';
import { memberOf } from '../../escalation/organization.ts';
import type { Role } from '../../knowledge/schema.ts';
import type { Profile } from '../../records/people.ts';
import type { ChannelTools } from '../channel.ts';
import { personId, userOf } from './ids.ts';
import { quietError } from './logger.ts';

/** What Slack says of a person is asked anew after a day: names and time zones change. */
const FRESH_MS = 24 * 60 * 60 * 1000;

export interface People {
  /** @param team workspace; @param user Slack's id of the person */
  person(team: string, user: string): Promise<Person>;
  /** IANA name such as America/Los_Angeles. */
  timeZone(person: string): Promise<string>;
  keep(person: string, change: { role?: Role; school?: string }): Promise<void>;
}

type Tools = Pick<ChannelTools, 'store' | 'log' | 'organization'> & {
  clientOf(team: string): Promise<webApi.WebClient | undefined>;
  now?: () => number;
};

export const HOME_ZONE = 'America/Los_Angeles';

/** Without a store people are known as long as the process lives. */
export function createPeople({ store, log, organization, clientOf, now = Date.now }: Tools): People {
  const memory = new Map<string, Profile>();
  const asking = new Map<string, Promise<Profile>>();

  const read = async (id: string) => (store ? await store.people.get(id) : memory.get(id));

  async function save(id: string, change: Partial<Profile>): Promise<Profile> {
    if (store) return store.people.save({ ...change, id, channel: 'slack' }, now());
    const before = memory.get(id);
    const fields = { ...before?.fields, ...change.fields };
    const profile = { ...before, ...change, id, channel: 'slack', fields, updatedAt: now() } as Profile;
    memory.set(id, profile);
    return profile;
  }

  async function askSlack(id: string, team: string, user: string): Promise<Profile> {
    const fields: Record<string, unknown> = { askedSlackAt: now() };
    try {
      const told = (await (await clientOf(team))?.users.info({ user }))?.user;
      const name = told?.profile?.real_name || told?.real_name || told?.name;
      if (told?.tz) fields.timeZone = told.tz;
      return await save(id, {
        ...(name ? { name } : {}),
        ...(told?.profile?.email ? { email: told.profile.email } : {}),
        fields,
      });
    } catch (error) {
      // Nobody waits for an answer because Slack does not say who they are.
      log.warn({ channel: 'slack', error: quietError(error) }, 'a person could not be looked up');
      return save(id, { fields });
    }
  }

  async function profile(team: string, user: string): Promise<Profile> {
    const id = personId(team, user);
    const known = await read(id);
    const asked = known?.fields.askedSlackAt;
    if (known && typeof asked === 'number' && now() - asked < FRESH_MS) return known;
    const under = asking.get(id) ?? askSlack(id, team, user).finally(() => asking.delete(id));
    asking.set(id, under);
    // What was known a day ago serves until Slack has answered.
    return known ?? under;
  }

  return {
    async person(team, user) {
      const { id, name, email, role, lea, school } = await profile(team, user);
      // What people say of themselves goes before what the organization file says.
      const member = organization && memberOf(organization, email);
      return {
        id,
        name,
        email,
        role: role ?? member?.role,
        lea: lea ?? member?.lea,
        school: school ?? member?.school,
      };
    },
    async timeZone(person) {
      const at = userOf(person);
      const zone = at && (await profile(at.team, at.user)).fields.timeZone;
      return typeof zone === 'string' ? zone : HOME_ZONE;
    },
    async keep(person, change) {
      await save(person, change);
    },
  };
}
