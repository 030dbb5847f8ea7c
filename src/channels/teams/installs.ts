/** Where the app is: the way back into each conversation, and a welcome at each install. */
import type { ChannelTools } from '../channel.ts';
import type { Connector } from './connector.ts';
import { type Activity, scopeOf, toConversation } from './incoming.ts';
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
  /** With every activity that is none of these: the way back is kept as it is now. */
  seen(activity: Activity): Promise<void>;
  installed(activity: Activity): Promise<void>;
  removed(activity: Activity): Promise<void>;
  /** Shows that something is being done. */
  typing(activity: Activity): Promise<void>;
}

const UNINSTALLED = 'uninstalled';

export function createInstalls(options: InstallsOptions): Installs {
  const { tools, post, references, connector, texts, name = '' } = options;
  const { store, world } = tools;
  const welcomed = new Set<string>();

  /** That others come and go may be told before the bot's install or after its removal, and must hide neither. */
  async function isInstalled({ conversation }: Activity): Promise<boolean> {
    const kept = await store?.references.get(toConversation(conversation?.id ?? ''));
    return kept !== undefined && kept.deadWhy !== UNINSTALLED;
  }

  return {
    async seen(activity) {
      if (activity.type === 'conversationUpdate' && !(await isInstalled(activity))) return;
      await references.save(activity);
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
      await references.markDead(conversation, UNINSTALLED);
    },
    async typing(activity) {
      const reference = referenceOf(activity);
      if (reference) await connector.send(reference, { type: 'typing' });
    },
  };
}
