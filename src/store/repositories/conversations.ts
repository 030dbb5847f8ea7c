/** Conversations: what is remembered, each message answered once, and all that a turn leaves behind in one commit. */
import type { Insertable } from 'kysely';
import type { Committed, Conversations, Turned } from '../../assistant/conversations.ts';
import type { Message } from '../../assistant/message.ts';
import type { Reply } from '../../assistant/reply.ts';
import type { ConversationState } from '../../assistant/skill.ts';
import type { EffectHandlers, Records } from '../../records/store.ts';
import { type Db, type OpenDatabase, patiently } from '../database.ts';
import { isPassing, StoreError } from '../errors.ts';
import { prepared } from '../prepared.ts';
import { fromJson, newId, toJson } from '../rows.ts';
import type { Tables } from '../tables.ts';

const asFound = prepared((db, given: { message: string; conversation: string }) =>
  db
    .selectFrom('conversations as c')
    .leftJoin('inbound as i', (on) => on.on('i.messageId', '=', given.message))
    .select(['c.state', 'c.version', 'i.reply'])
    .where('c.id', '=', given.conversation),
);

const stateOf = prepared((db, given: { conversation: string }) =>
  db.selectFrom('conversations').select('state').where('id', '=', given.conversation),
);

type Row<Table extends keyof Tables> = Insertable<Tables[Table]>;

const markAnswered = prepared((db, { messageId, conversation, person, reply, at }: Row<'inbound'>) =>
  db
    .insertInto('inbound')
    .values({ messageId, conversation, person, reply, at })
    .onConflict((c) => c.doNothing())
    .returning('at'),
);

const openConversation = prepared((db, { id, person, state, version, updatedAt }: Row<'conversations'>) =>
  db
    .insertInto('conversations')
    .values({ id, person, state, version, updatedAt })
    .onConflict((c) => c.doNothing())
    .returning('version'),
);

type Step = Omit<Row<'conversations'>, 'person'> & { before: number };

const goOn = prepared((db, { id, state, version, updatedAt, before }: Step) =>
  db
    .updateTable('conversations')
    .set({ state, version, updatedAt })
    .where('id', '=', id)
    .where('version', '=', before)
    .returning('version'),
);

/** Ends the transaction without keeping anything of it. */
class Overtaken extends Error {}

/** The message as inbound deduplication knows it: ids are unique in their conversation only. */
const keyOf = ({ id, conversation }: Message): string => `${conversation}\n${id}`;

export function createConversations(
  { db, transact }: Pick<OpenDatabase, 'db' | 'transact'>,
  effects: EffectHandlers,
  now: () => number,
  recordsOf: (db: Db) => Records,
): Conversations {
  const patient = <T>(work: () => Promise<T>) => patiently(work, isPassing);

  async function keep(trx: Db, turned: Turned): Promise<Committed> {
    const { message, state, version, reply } = turned;
    const at = now();
    const { conversation } = message;
    const [first] = await markAnswered(trx, {
      messageId: keyOf(message),
      conversation,
      person: message.person.id,
      reply: toJson(reply),
      at,
    });
    if (!first) {
      const before = await replyTo(trx, message);
      if (!before) throw new Overtaken();
      return { outcome: 'repeated', reply: before };
    }
    if (!(await advance(trx, message, state, version, at))) throw new Overtaken();
    if (turned.silent) return { outcome: 'kept' };

    const records = recordsOf(trx);
    const { id: person, lea, school } = message.person;
    await records.questions.add({
      id: newId(at),
      message: message.id,
      conversation: message.conversation,
      person,
      role: turned.role,
      lea,
      school,
      text: turned.text,
      action: message.action,
      outcome: reply.kind,
      subject: reply.subject,
      confidence: reply.confidence,
      at,
    });
    if (turned.given)
      await records.answersGiven.add({
        id: newId(at),
        ...turned.given,
        conversation: message.conversation,
        person,
        message: message.id,
        at,
      });
    for (const effect of turned.effects) {
      const handle = Object.hasOwn(effects, effect.type) ? effects[effect.type] : undefined;
      if (!handle)
        throw new StoreError(
          'UNKNOWN_EFFECT',
          `No handler for effects of type "${effect.type}". Known: ${Object.keys(effects).join(', ') || 'none'}.`,
        );
      await handle(effect, { message, reply, records, now: at });
    }
    return { outcome: 'kept' };
  }

  return {
    async load(conversation) {
      const [row] = await stateOf(db, { conversation });
      return row ? fromJson(row.state) : {};
    },
    begin: (message) =>
      patient(async () => {
        const [row] = await asFound(db, { message: keyOf(message), conversation: message.conversation });
        // Kept together: where there is no conversation, no message of it was answered.
        if (!row) return { state: {}, version: 0, repeated: undefined };
        const { state, version, reply } = row;
        return { state: fromJson(state), version, repeated: reply ? fromJson<Reply>(reply) : undefined };
      }),
    // Safe to try again even when nobody knows whether it was kept: then the message is found answered.
    async commit(turned) {
      try {
        return await patiently(
          () => transact((trx) => keep(trx, turned)),
          (e) => e instanceof StoreError && e.fault === 'UNCERTAIN',
        );
      } catch (error) {
        if (error instanceof Overtaken) return { outcome: 'overtaken' };
        throw error;
      }
    },
  };
}

/** @returns false when the conversation has moved on since that version */
async function advance(
  db: Db,
  { conversation, person }: Message,
  state: ConversationState,
  version: number,
  at: number,
): Promise<boolean> {
  const values = { state: toJson(state), version: version + 1, updatedAt: at };
  const advanced = version
    ? await goOn(db, { ...values, id: conversation, before: version })
    : await openConversation(db, { ...values, id: conversation, person: person.id });
  return advanced.length > 0;
}

async function replyTo(db: Db, message: Message): Promise<Reply | undefined> {
  const row = await db
    .selectFrom('inbound')
    .select('reply')
    .where('messageId', '=', keyOf(message))
    .executeTakeFirst();
  return row && fromJson<Reply>(row.reply);
}
