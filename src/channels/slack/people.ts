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
/** What Slack did not say is asked anew sooner. */
const AGAIN_MS = 60_000;

export interface People {
  /** @param team workspace; @param user Slack's id of the person */
  person(team: string, user: string): Promise<Person>;
  /** IANA name such as America/Los_Angeles. */
  timeZone(person: string): Promise<string>;
  keep(person: string, change: { role?: Role; school?: string }): Promise<void>;
}

type Tools = Pick<ChannelTools, 'store' | 'log' | 'organization'> & {
  clientOf(team: string): Promise<webApi.WebClient | undefined>;
  /** Whether it is a workspace of the organization's. */
  isOurs(team: string): Promise<boolean>;
  now?: () => number;
};

export const HOME_ZONE = 'America/Los_Angeles';

/** Without a store people are known as long as the process lives. */
export function createPeople({ store, log, organization, clientOf, isOurs, now = Date.now }: Tools): People {
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
      if (!told) return await save(id, { fields });
      const name = told.profile?.real_name || told.real_name || told.name;
      if (told.tz) fields.timeZone = told.tz;
      fields.proved = isProved(told, team) && (await isOurs(team));
      // An email that proves nothing is not kept either: by it others would be written to.
      const email = fields.proved ? told.profile?.email : undefined;
      return await save(id, { ...(name ? { name } : {}), email, fields });
    } catch (error) {
      // Nobody waits for an answer because Slack does not say who they are.
      log.warn({ channel: 'slack', error: quietError(error) }, 'a person could not be looked up');
      return save(id, { fields: { askedSlackAt: now() - FRESH_MS + AGAIN_MS } });
    }
  }

  async function profile(team: string, user: string): Promise<Profile> {
    const id = personId(team, user);
    const known = await read(id);
    const asked = known?.fields.askedSlackAt;
    if (known && isSettled(known) && typeof asked === 'number' && now() - asked < FRESH_MS) return known;
    const under = asking.get(id) ?? askSlack(id, team, user).finally(() => asking.delete(id));
    asking.set(id, under);
    // What was known a day ago serves until Slack has answered; an email of which nobody knows whether it proves anything does not.
    return known && isSettled(known) ? known : under;
  }

  return {
    async person(team, user) {
      const { id, name, role, lea, school, ...told } = await profile(team, user);
      const email = told.fields.proved === true ? told.email : undefined;
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

type Told = NonNullable<webApi.UsersInfoResponse['user']>;

/**
 * Whether an email says who somebody is: Slack has seen it confirmed, and the person belongs to this very workspace.
 * Whoever comes in by Slack Connect brings an email that somebody else's workspace vouches for.
 */
function isProved(told: Told, team: string): boolean {
  if (told.is_email_confirmed === false) return false;
  return told.team_id === team || Boolean(told.enterprise_user?.teams?.includes(team));
}

/** Without an email there is nothing to prove. */
function isSettled({ email, fields }: Profile): boolean {
  return !email || fields.proved !== undefined;
}
