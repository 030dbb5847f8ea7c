/** The page's messages, one after another in each session, each answered once however often it arrives. */
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { masked } from '../../escalation/mask.ts';
import type { Role } from '../../knowledge/schema.ts';
import type { ChannelTools } from '../channel.ts';
import { renderWeb } from './render.ts';
import { type Exchange, hashOf, NOTICE, type Transcripts } from './transcripts.ts';

const LONGEST_SHOWN = 2_000;

/** What the page sends: words, or a pressed choice with its label. */
export const PageMessage = z
  .strictObject({
    id: z
      .string()
      .regex(/^[\w-]{1,64}$/)
      .refine((id) => !id.startsWith(NOTICE)),
    text: z.string().optional(),
    action: z.string().max(4_000).optional(),
    /** How the message is shown in the conversation. */
    label: z.string().max(2_000).optional(),
  })
  .refine((m) => m.text !== undefined || m.action !== undefined);
export type PageMessage = z.infer<typeof PageMessage>;

export const Verdict = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/),
  helpful: z.boolean(),
  reason: z.string().max(1_000).optional(),
});
export type Verdict = z.infer<typeof Verdict>;

export interface Answered {
  exchange: Exchange;
  role?: Role;
}

export interface Dialogue {
  /** Answers a message, or gives the answer again that it had. */
  answer(session: string, message: PageMessage): Promise<Answered>;
  /** What a page that is loaded anew shows. */
  show(session: string): Promise<{ exchanges: Exchange[]; role?: Role }>;
  /** Keeps whether an answer helped. @returns whether there is such an answer */
  judge(session: string, verdict: Verdict): Promise<boolean>;
  /** Forgets the conversation; the next message begins another. */
  reset(session: string): Promise<void>;
}

type Tools = Pick<ChannelTools, 'assistant' | 'conversations' | 'log' | 'now' | 'store'>;

export function createDialogue(
  { assistant, conversations, log, now, store }: Tools,
  transcripts: Transcripts,
): Dialogue {
  const inTurn = oneAfterAnother();

  async function conversationOf(session: string): Promise<string | undefined> {
    return (await transcripts.read(session))?.conversation;
  }

  async function roleOf(conversation: string | undefined): Promise<Role | undefined> {
    return conversation ? (await conversations.load(conversation)).role : undefined;
  }

  async function answerOnce(session: string, message: PageMessage): Promise<Answered> {
    const transcript = await transcripts.read(session);
    const conversation = transcript?.conversation ?? `web:${randomBytes(16).toString('base64url')}`;
    const before = transcript?.exchanges.find((e) => e.id === message.id);
    if (before) return { exchange: before, role: await roleOf(conversation) };

    if (store && !transcript) {
      const reference = {
        conversation,
        channel: 'web',
        person: personOf(session),
        data: { session: hashOf(session) },
      };
      await store.references.save(reference, Date.now());
    }
    const at = now();
    const started = performance.now();
    const reply = await assistant.reply({
      id: `${conversation}:${message.id}`,
      conversation,
      person: { id: personOf(session), role: await roleOf(conversation) },
      text: message.text ?? message.label ?? '',
      action: message.action,
      at,
    });
    const ms = Number((performance.now() - started).toFixed(1));
    log.info(
      {
        channel: 'web',
        kind: reply.kind,
        subject: reply.subject,
        ms,
        text: message.text && masked(message.text),
      },
      'answered',
    );
    const exchange = { id: message.id, said: shown(message), view: renderWeb(reply), at };
    await transcripts.add(session, conversation, exchange);
    return { exchange, role: await roleOf(conversation) };
  }

  return {
    answer: (session, message) => inTurn(session, () => answerOnce(session, message)),
    async show(session) {
      const exchanges = (await transcripts.read(session))?.exchanges ?? [];
      return { exchanges, role: await roleOf(await conversationOf(session)) };
    },
    async judge(session, { id, helpful, reason }) {
      const conversation = await conversationOf(session);
      if (!conversation || !store) return false;
      const why = reason?.trim() ? masked(reason.trim()) : undefined;
      return store.questions.feedback(conversation, `${conversation}:${id}`, helpful, why);
    },
    reset: (session) => inTurn(session, async () => transcripts.forget(session)),
  };
}

/** The person of a browser, the same in all its conversations. */
function personOf(session: string): string {
  return `web:${hashOf(session).slice(0, 22)}`;
}

/** A role chosen in the picker is no sentence of the person's: nothing is shown for it. */
function shown({ text, action, label }: PageMessage): string | undefined {
  const said = label ?? (action ? undefined : text);
  const words = said && masked(said);
  return words && words.length > LONGEST_SHOWN ? `${words.slice(0, LONGEST_SHOWN)} …` : words;
}

/** Tasks of the same name run one after another. */
function oneAfterAnother() {
  const last = new Map<string, Promise<unknown>>();
  return <T>(name: string, task: () => Promise<T>): Promise<T> => {
    const mine = (last.get(name) ?? Promise.resolve()).then(task, task);
    const settled = mine.then(
      () => {},
      () => {},
    );
    last.set(name, settled);
    settled.then(() => {
      if (last.get(name) === settled) last.delete(name);
    });
    return mine;
  };
}
