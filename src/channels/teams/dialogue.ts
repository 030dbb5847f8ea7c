/** Messages, each answered once: what comes in is asked of the assistant, the reply goes to the post. */
import { ownState } from '../../assistant/company.ts';
import type { Message, Person } from '../../assistant/message.ts';
import type { Reply } from '../../assistant/reply.ts';
import type { ChannelTools } from '../channel.ts';
import { keepSaidRole } from '../said-role.ts';
import type { Settled } from './card/render.ts';
import { type Activity, personOf, scopeOf, toConversation, wordsOf } from './incoming.ts';
import type { Post } from './post.ts';
import type { KeptReferences } from './reference.ts';
import { editId, messageId } from './repeats.ts';

export interface DialogueOptions {
  tools: ChannelTools;
  post: Post;
  references: KeptReferences;
}

export interface Dialogue {
  hear(activity: Activity): Promise<void>;
  /** A message whose words were changed is asked anew; an answer that a dialogue has taken is corrected there. */
  hearAnew(activity: Activity): Promise<void>;
  /**
   * Asks the assistant, and lets the reply be sent.
   * @param pressed is kept with the reply
   */
  ask(activity: Activity, message: Said, pressed?: Settled): Promise<Asked>;
  personBehind(activity: Activity): Promise<Person>;
}

export type Said = Pick<Message, 'id' | 'text' | 'action' | 'filled'>;

export interface Asked {
  /** It had been answered before, and nothing was done now. */
  repeated: boolean;
}

export function createDialogue({ tools, post, references }: DialogueOptions): Dialogue {
  const { assistant, conversations, store, log, now } = tools;
  const conversationOf = (activity: Activity) => toConversation(activity.conversation?.id ?? '');

  async function personBehind(activity: Activity): Promise<Person> {
    const person = personOf(activity) ?? { id: conversationOf(activity) };
    const profile = await store?.people.get(person.id);
    const { email, role, lea, school } = profile ?? {};
    return { ...person, email, role, lea, school };
  }

  async function ask(activity: Activity, message: Said, pressed?: Settled): Promise<Asked> {
    const conversation = conversationOf(activity);
    const started = performance.now();
    const person = await personBehind(activity);
    const of = message.id;
    const payload = (reply: Reply) => ({ reply, of, answers: true, ...(pressed ? { pressed } : {}) });
    const way = references.effects(activity);
    const heard = {
      ...message,
      conversation,
      person,
      inCompany: scopeOf(activity) !== 'personal',
      at: now(),
    };
    const answered = await assistant.answer(heard, (r) => [
      ...way,
      ...post.effects(conversation, payload(r)),
    ]);
    const { reply, repeated } = answered;
    if (repeated) return { repeated };
    await keepSaidRole(store, heard, answered, Date.now());
    post.go(conversation, payload(reply));
    const ms = Number((performance.now() - started).toFixed(1));
    log.info(
      { channel: 'teams', kind: reply.kind, subject: reply.subject, ms, text: message.text },
      'answered',
    );
    return { repeated };
  }

  return {
    ask,
    personBehind,
    async hear(activity) {
      await ask(activity, { id: messageId(activity), text: wordsOf(activity) });
    },
    async hearAnew(activity) {
      const text = wordsOf(activity);
      const person = personOf(activity);
      const kept = await conversations.load(conversationOf(activity));
      const who = { person: person ?? { id: '' }, inCompany: scopeOf(activity) !== 'personal' };
      if (!text || ownState(kept, who).dialogue) return;
      await ask(activity, { id: editId(activity), text });
    },
  };
}
