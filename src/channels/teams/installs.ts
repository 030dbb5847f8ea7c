/** Where the app is: the way back into each conversation, a welcome at each install, people as Teams knows them. */
import type { ChannelTools } from '../channel.ts';
import type { Connector } from './connector.ts';
import { type Activity, personOf, scopeOf, timeZoneOf, toConversation } from './incoming.ts';
import type { Post } from './post.ts';
import { type KeptReferences, referenceOf } from './reference.ts';
import type { TeamsTexts } from './texts.ts';
import { welcomeReply } from './welcome.ts';

export interface InstallsOptions {
  tools: ChannelTools;
  post: Post;
  references: KeptReferences;
  connector: Connector;
  texts: TeamsTexts;
  name?: string;
}

export interface Installs {
  /** With every message: people are known from their first one on. */
  meet(activity: Activity): Promise<void>;
  installed(activity: Activity): Promise<void>;
  removed(activity: Activity): Promise<void>;
  /** Shows that something is being done. */
  typing(activity: Activity): Promise<void>;
}

const MOST_KNOWN = 10_000;

export function createInstalls(options: InstallsOptions): Installs {
  const { tools, post, references, connector, texts, name = '' } = options;
  const { store, log, world } = tools;
  /** Those that need no look into the store. */
  const known = new Set<string>();
  const welcomed = new Set<string>();

  /** Name at once; the email, by which a person is one in all channels, when Teams tells it. */
  async function know(activity: Activity): Promise<void> {
    const person = personOf(activity);
    if (!person || !store || known.has(person.id)) return;
    if (known.size > MOST_KNOWN) known.clear();
    known.add(person.id);
    const profile = await store.people.get(person.id);
    // By it reminders come in the person's own working hours.
    const timeZone = timeZoneOf(activity) ?? profile?.fields.timeZone;
    if (!profile || profile.fields.timeZone !== timeZone)
      await store.people.save(
        { ...person, channel: 'teams', ...(timeZone ? { fields: { timeZone } } : {}) },
        Date.now(),
      );
    if (profile?.email) return;
    const reference = referenceOf(activity);
    const user = activity.from?.id;
    if (!reference || !user) return;
    connector
      .member(reference, user)
      .then(({ name: full = person.name, email }) =>
        email
          ? store.people.save({ id: person.id, channel: 'teams', name: full, email }, Date.now())
          : undefined,
      )
      .catch((error) => log.debug({ channel: 'teams', err: error }, 'a member could not be looked up'));
  }

  return {
    async meet(activity) {
      await know(activity);
    },
    async installed(activity) {
      if (!activity.conversation?.id) return;
      const conversation = toConversation(activity.conversation.id);
      const before = await store?.references.get(conversation);
      await references.save(activity);
      // Teams tells of one install in two ways, and sometimes more than once.
      const again = store ? before && !before.deadAt : welcomed.has(conversation);
      welcomed.add(conversation);
      if (again) return;
      const reply = welcomeReply(scopeOf(activity), { texts, name, suggestions: world.suggestions });
      await post.send(conversation, { reply }, `welcome:${conversation}:${before?.deadAt ?? 0}`);
    },
    async removed(activity) {
      const conversation = toConversation(activity.conversation?.id ?? '');
      welcomed.delete(conversation);
      await references.markDead(conversation, 'uninstalled');
    },
    async typing(activity) {
      const reference = referenceOf(activity);
      if (reference) await connector.send(reference, { type: 'typing' });
    },
  };
}
