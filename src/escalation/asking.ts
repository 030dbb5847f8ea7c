/** What the hand-over skill needs to know before anything is sent: the way, the number, the promise. */
import type { Role } from '../knowledge/schema.ts';
import type { Tickets } from '../records/tickets.ts';
import type { RuleFacts } from '../rules/facts.ts';
import { areAlike, likeKey } from './like.ts';
import { hoursOf, type Organization } from './organization.ts';
import { type Routed, routeFor } from './routing.ts';
import type { Texts } from './texts.ts';
import { UNANSWERED } from './tickets.ts';
import { afterWorkingHours, localDate, sayWhen } from './working-time.ts';

export interface Asking {
  organization: Organization;
  texts: Texts;
  route(question: string, who: { role?: Role; lea?: string; school?: string; email?: string }): Routed;
  /** The number of a like question of the same day that waits for the same agent, or a new one. */
  numberFor(question: string, assignee: string, at: number): Promise<{ number: number; joins: boolean }>;
  /** The same number again for the same key, until its ticket is over; keys begin with the day. */
  reserve(key: string): Promise<number>;
  /** When to expect an answer, in words. */
  promise(lea: string | undefined, at: number): string;
}

export function createAsking(
  organization: Organization,
  texts: Texts,
  facts: RuleFacts,
  tickets: Pick<Tickets, 'list' | 'reserve'>,
): Asking {
  return {
    organization,
    texts,
    route: (question, who) => routeFor({ ...who, topic: texts.topicOf(question) }, organization, facts),
    async numberFor(question, assignee, at) {
      const day = localDate(at, hoursOf(organization, undefined).timeZone);
      const waiting = await tickets.list({ assignee, states: UNANSWERED, since: at - 36 * 3_600_000 });
      const like = waiting.find(
        (t) =>
          localDate(t.createdAt, hoursOf(organization, undefined).timeZone) === day &&
          areAlike(t.question, question),
      );
      if (like) return { number: like.number, joins: true };
      return { number: await tickets.reserve(`${day}:${assignee}:${likeKey(question)}`), joins: false };
    },
    reserve: async (key) => tickets.reserve(key),
    promise(lea, at) {
      const hours = hoursOf(organization, lea);
      return sayWhen(afterWorkingHours(at, organization.answerWithinHours, hours), hours.timeZone);
    },
  };
}
