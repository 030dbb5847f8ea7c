/** Conversations: what is remembered, each message answered once, and all that a turn leaves behind in one commit. */
import { randomUUID } from 'node:crypto';
import type { Committed, Conversations, Turned } from '../../assistant/conversations.ts';
import type { Message } from '../../assistant/message.ts';
import type { Reply } from '../../assistant/reply.ts';
import type { ConversationState } from '../../assistant/skill.ts';
import type { EffectHandlers, Records } from '../../records/store.ts';
import { type Db, type OpenDatabase, patiently } from '../database.ts';
import { isPassing, StoreError } from '../errors.ts';
import { fromJson, toJson } from '../rows.ts';

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
    const first = await trx
      .insertInto('inbound')
      .values({
        messageId: keyOf(message),
        conversation: message.conversation,
        person: message.person.id,
        reply: toJson(reply),
        at,
      })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    if (!first.numInsertedOrUpdatedRows) {
      const before = await replyTo(trx, message);
      if (!before) throw new Overtaken();
      return { outcome: 'repeated', reply: before };
    }
    if (!(await advance(trx, message, state, version, at))) throw new Overtaken();

    const records = recordsOf(trx);
    const { id: person, role, lea, school } = message.person;
    await records.questions.add({
      id: randomUUID(),
      message: message.id,
      conversation: message.conversation,
      person,
      role: state.role ?? role,
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
        id: randomUUID(),
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
      const row = await db
        .selectFrom('conversations')
        .select('state')
        .where('id', '=', conversation)
        .executeTakeFirst();
      return row ? fromJson(row.state) : {};
    },
    begin: (message) =>
      patient(async () => {
        const row = await db
          .selectFrom('conversations as c')
          .leftJoin('inbound as i', (on) => on.on('i.messageId', '=', keyOf(message)))
          .select(['c.state', 'c.version', 'i.reply'])
          .where('c.id', '=', message.conversation)
          .executeTakeFirst();
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
  if (version === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('conversations')
      .values({ id: conversation, person: person.id, ...values })
      .onConflict((c) => c.doNothing())
      .executeTakeFirst();
    return Boolean(numInsertedOrUpdatedRows);
  }
  const { numUpdatedRows } = await db
    .updateTable('conversations')
    .set(values)
    .where('id', '=', conversation)
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

async function replyTo(db: Db, message: Message): Promise<Reply | undefined> {
  const row = await db
    .selectFrom('inbound')
    .select('reply')
    .where('messageId', '=', keyOf(message))
    .executeTakeFirst();
  return row && fromJson<Reply>(row.reply);
}
