/** Somebody opens the app: suggestions in the Messages tab, the person's year in the Home tab; and what ends talks. */
import * as z from 'zod';
import { decorate, promptsFor } from '../agent.ts';
import type { Register, SlackContext } from '../context.ts';
import { publishHome } from '../home/publish.ts';
import { conversationId } from '../ids.ts';
import { safely } from '../logger.ts';

const Opened = z.object({ user: z.string(), channel: z.string().optional(), tab: z.string().optional() });

const Stopped = z.object({
  channel: z.string().optional(),
  channel_id: z.string().optional(),
  thread_ts: z.string().optional(),
});

const Revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

export const registerOpened: Register = (app, context) => {
  const { log } = context.tools;
  app.event('app_home_opened', ({ event, body }) =>
    safely(log, 'an opened tab', async () => {
      const { user, channel, tab } = Opened.parse(event);
      if (tab === 'home') await publishHome(body.team_id, user, context);
      else if (channel) await suggest(body.team_id, user, channel, context);
    }),
  );
  const removed = (team: string) => safely(log, 'a removal', () => context.forget(team));
  app.event('app_uninstalled', ({ body }) => removed(body.team_id));
  app.event('tokens_revoked', async ({ event, body }) => {
    if (Revoked.parse(event).tokens.bot.length) await removed(body.team_id);
  });
  // Where the person looks changes nothing in the answers; it is heard so that Slack need not repeat it.
  app.event('app_context_changed', async () => {});
  app.event('agent_session_stopped', ({ event, body }) =>
    safely(log, 'a stopped session', async () => {
      const { channel, channel_id, thread_ts } = Stopped.parse(event);
      const place = channel ?? channel_id;
      if (place && thread_ts)
        await context.engaged.leave(
          conversationId({ team: body.team_id, channel: place, thread: thread_ts }),
        );
    }),
  );
};

async function suggest(team: string, user: string, channel: string, context: SlackContext): Promise<void> {
  const { clientOf, people, texts, tools } = context;
  const { role } = await people.person(team, user);
  const [first, ...rest] = promptsFor(role, tools.world.suggestions, texts);
  if (!first) return;
  await decorate(tools.log, async () => {
    const client = await clientOf(team);
    await client?.assistant.threads.setSuggestedPrompts({
      channel_id: channel,
      title: texts.prompts_title,
      prompts: [first, ...rest],
    });
  });
}
