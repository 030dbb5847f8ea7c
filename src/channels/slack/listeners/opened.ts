/** Somebody opens the app: suggestions in the Messages tab, the person's year in the Home tab; and the end of an installation. */
import * as z from 'zod';
import { decorate } from '../agent.ts';
import type { Register, SlackContext } from '../context.ts';
import { publishHome } from '../home/publish.ts';
import { safely } from '../logger.ts';
import { loadPrompts, type PromptLists, promptsFor } from '../prompts.ts';

const Opened = z.object({ user: z.string(), channel: z.string().optional(), tab: z.string().optional() });

const Revoked = z.object({ tokens: z.object({ bot: z.array(z.string()).default([]) }) });

export const registerOpened: Register = (app, context) => {
  const { log } = context.tools;
  const lists = loadPrompts();
  app.event('app_home_opened', ({ event, body }) =>
    safely(log, 'an opened tab', async () => {
      const { user, channel, tab } = Opened.parse(event);
      if (tab === 'home') await publishHome(body.team_id, user, context);
      else if (channel) await suggest({ team: body.team_id, user, channel }, lists, context);
    }),
  );
  const removed = (team: string) => safely(log, 'a removal', () => context.forget(team));
  app.event('app_uninstalled', ({ body }) => removed(body.team_id));
  app.event('tokens_revoked', async ({ event, body }) => {
    if (Revoked.parse(event).tokens.bot.length) await removed(body.team_id);
  });
  // Where the person looks changes nothing in the answers; it is heard so that Slack need not repeat it.
  app.event('app_context_changed', async () => {});
};

async function suggest(
  { team, user, channel }: { team: string; user: string; channel: string },
  lists: PromptLists,
  { clientOf, people, texts, tools }: SlackContext,
): Promise<void> {
  const { role } = await people.person(team, user);
  const [first, ...rest] = promptsFor(role, lists, tools.now().slice(0, 10), tools.world.library);
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
