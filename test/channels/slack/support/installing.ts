/** Installing the app into a workspace by OAuth, as an administrator's browser does it. */
import type { SlackApp } from './app.ts';
import { type FakeSlack, TEAM } from './fake-slack.ts';

/** For an app that workspaces install themselves. */
export const OAUTH = {
  SLACK_BOT_TOKEN: '',
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'secret',
  SLACK_TEAMS: TEAM,
  DATA_KEY: 'a key of the tests, long enough',
  PUBLIC_URL: 'https://caaspp.example.org',
};

/**
 * @param user who agrees
 * @param forge changes the state on its way back, as an attacker would
 */
export async function installApp(
  { address }: Pick<SlackApp, 'address'>,
  slack: Pick<FakeSlack, 'url'>,
  user: string,
  forge: (state: string) => string = (state) => state,
): Promise<Response> {
  const page = await fetch(`${address}/slack/install`);
  const cookies = page.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
  const link = (await page.text()).match(/href="([^"]*client_id[^"]*)"/)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const asked = new URL(link).searchParams;
  if (!asked.get('scope')?.includes('chat:write')) throw new Error('The app does not ask to write.');
  const agreed = await fetch(`${slack.url}/oauth/v2/authorize/callback`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ ...Object.fromEntries(asked), user_id: user }),
  });
  const back = new URL(agreed.headers.get('location') ?? '');
  back.searchParams.set('state', forge(back.searchParams.get('state') ?? ''));
  return fetch(`${address}${back.pathname}${back.search}`, { headers: { Cookie: cookies.join('; ') } });
}
