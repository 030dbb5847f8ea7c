/** Shows a person's Home tab as it is now. */
import type { SlackContext } from '../context.ts';
import { personId } from '../ids.ts';
import { homeData } from './data.ts';
import { renderHome } from './view.ts';

export async function publishHome(team: string, user: string, context: SlackContext): Promise<void> {
  const client = await context.clientOf(team);
  if (!client) return;
  const data = await homeData(team, user, context);
  const timeZone = await context.people.timeZone(personId(team, user));
  const words = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const view = renderHome(data, context.texts, (at) => words.format(at));
  await client.views.publish({ user_id: user, view });
}
