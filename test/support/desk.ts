/** The assistant with desk and store, as the server puts them together, and one who asks. */
import { createAssistant } from '../../src/assistant/assistant.ts';
import type { Person } from '../../src/assistant/message.ts';
import type { Reply } from '../../src/assistant/reply.ts';
import { formSkills } from '../../src/assistant/skills/form.ts';
import { handOverSkill } from '../../src/assistant/skills/hand-over.ts';
import type { World } from '../../src/assistant/world.ts';
import { toLosAngeles } from '../../src/clock.ts';
import { createAsking } from '../../src/escalation/asking.ts';
import { DELIVER } from '../../src/escalation/delivery/deliver.ts';
import { createDesk, type Desk } from '../../src/escalation/desk.ts';
import { handleTicket, TICKET } from '../../src/escalation/effects.ts';
import type { Organization } from '../../src/escalation/organization.ts';
import { loadTexts } from '../../src/escalation/texts.ts';
import { withMembership } from '../../src/help-desk.ts';
import type { Delivery } from '../../src/records/deliveries.ts';
import { loadFacts } from '../../src/rules/facts.ts';
import type { DatabaseOptions } from '../../src/store/database.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { handleDeliver } from './deliveries.ts';

export interface TestDesk {
  store: Store;
  desk: Desk;
  clock: { now: number };
  /** Says something as a person in the conversation `web:NAME`, unless told otherwise. */
  ask(
    person: Partial<Person> & { id: string },
    text: string,
    more?: { action?: string; id?: string },
  ): Promise<Reply>;
  /** What stands in the outbox, taken out of it. */
  sent(): Promise<Delivery[]>;
  close(): Promise<void>;
}

export async function openTestDesk(
  world: World,
  options: DatabaseOptions,
  organization: Organization,
  now = Date.parse('2026-11-23T10:00:00-08:00'),
): Promise<TestDesk> {
  const clock = { now };
  const texts = loadTexts();
  const late: { desk?: Desk } = {};
  const store = await openStore({
    ...options,
    now: () => clock.now,
    effects: { [DELIVER]: handleDeliver, [TICKET]: handleTicket(() => late.desk!) },
  });
  const carries = (kind: string) => kind === 'mail' || kind === 'web';
  const desk = createDesk({ store, organization, texts, carries, now: () => clock.now });
  late.desk = desk;
  const asking = createAsking(organization, texts, loadFacts(), store.tickets);
  const assistant = createAssistant(
    world,
    store.conversations,
    [
      ...formSkills(world, { drafts: store.drafts, calls: store.calls, key: Buffer.alloc(32, 7), asking }),
      handOverSkill(world, { asking, tickets: store.tickets }),
    ],
    { recognise: (person) => withMembership(person, organization) },
  );
  let number = 0;
  return {
    store,
    desk,
    clock,
    ask: (person, text, { action, id = `m${++number}` } = {}) =>
      assistant.reply({
        id,
        conversation: `web:${person.id}`,
        person,
        text,
        action,
        at: toLosAngeles(new Date(clock.now)),
      }),
    async sent() {
      const all: Delivery[] = [];
      for (;;) {
        const some = await store.outbox.claim({
          owner: 'test',
          now: clock.now,
          leaseMs: 1_000,
          limit: 100,
          kinds: ['mail', 'web', 'slack'],
        });
        if (!some.length) return all;
        await store.outbox.delivered(
          some.map(({ id }) => id),
          clock.now,
        );
        all.push(...some);
      }
    },
    close: () => store.close(),
  };
}

/** All choices of a reply, label and action. */
export function choicesOf(reply: Reply): { label: string; action: string }[] {
  return reply.parts.flatMap((p) =>
    p.type === 'choices'
      ? p.choices
      : p.type === 'question' && p.input.kind === 'choice'
        ? p.input.choices
        : [],
  );
}
