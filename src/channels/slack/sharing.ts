/** Answers that only the asker saw, shared with the channel: once, and without what was for the asker alone. */
import { createInTurn } from '../../assistant/in-turn.ts';
import type { Part, Reply } from '../../assistant/reply.ts';
import type { ChannelTools } from '../channel.ts';
import { onlyFor, placeOf } from './ids.ts';
import { marked } from './render/blocks.ts';
import { renderSlack, type SlackMessage } from './render/reply.ts';
import { fill, type Texts } from './texts.ts';

/** Which answers were shared, by the message that they answer. */
export interface Shares {
  /** @returns false when it is shared already */
  begin(message: string, person: string): Promise<boolean>;
  /** It could not be posted: it may be tried again. */
  undo(message: string): Promise<void>;
  isShared(message: string): Promise<boolean>;
}

/** Behind "show the rest" of what was shared. */
const SHARED = 'shared:';
/** What asks only the asker, and files: those came to the asker in private. */
const OWN: ReadonlySet<Part['type']> = new Set(['choices', 'question', 'file', 'picture']);

/** Kept like a way back into a conversation, so that it holds on every instance. */
export function createShares({ store }: Pick<ChannelTools, 'store'>, now = Date.now): Shares {
  const memory = new Set<string>();
  const inTurn = createInTurn();
  const keyOf = (message: string) => `${SHARED}${message}`;

  async function isShared(message: string): Promise<boolean> {
    if (!store) return memory.has(message);
    const kept = await store.references.get(keyOf(message));
    return kept !== undefined && !kept.deadAt;
  }

  return {
    isShared,
    begin: (message, person) =>
      // A press follows another quickly.
      inTurn(message, async () => {
        if (await isShared(message)) return false;
        if (!store) memory.add(message);
        await store?.references.save(
          { conversation: keyOf(message), channel: 'slack', person, data: {} },
          now(),
        );
        return true;
      }),
    async undo(message) {
      memory.delete(message);
      await store?.references.markDead(keyOf(message), 'not posted', now());
    },
  };
}

/** The message that a shared answer answers, from what stands behind "show the rest". */
export function sharedMessage(behind: string): string | undefined {
  return behind.startsWith(SHARED) ? behind.slice(SHARED.length) : undefined;
}

/** A reply as everybody in the channel may see it. */
export function shareable(reply: Reply): Reply {
  return { ...reply, parts: reply.parts.filter((part) => !OWN.has(part.type)) };
}

/** Whether anything of it is left for others. */
export function canBeShared(reply: Reply): boolean {
  return (reply.kind === 'answer' || reply.kind === 'calculation') && shareable(reply).parts.length > 0;
}

/**
 * @param conversation the asker's own, which says who shares it
 * @param page which part of a reply that is too long for one message, from 0
 */
export function drawShared(
  reply: Reply,
  { conversation, message }: { conversation: string; message: string },
  texts: Texts,
  page = 0,
): SlackMessage {
  const place = placeOf(conversation);
  const by = fill(texts.shared_by, { user: `<@${(place && onlyFor(place)) ?? ''}>` });
  const onEachPage = [{ type: 'context' as const, elements: [marked(by)] }];
  return renderSlack(shareable(reply), { texts, page, rest: `${SHARED}${message}`, onEachPage });
}
