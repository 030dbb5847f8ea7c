/** Who writes: what Slack and the store know of a person. */
import type { Person } from '../../assistant/message.ts';
import type { ChannelTools } from '../channel.ts';
import { personId } from './ids.ts';

export interface People {
  /** @param team workspace; @param user Slack's id of the person */
  person(team: string, user: string): Promise<Person>;
}

export function createPeople({ store }: Pick<ChannelTools, 'store'>): People {
  return {
    async person(team, user) {
      const id = personId(team, user);
      const known = await store?.people.get(id);
      if (!known) return { id };
      const { name, email, role, lea, school } = known;
      return { id, name, email, role, lea, school };
    },
  };
}
