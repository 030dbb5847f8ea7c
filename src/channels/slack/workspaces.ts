/** The workspaces that the app is installed in: who we are there, and by which token we speak. */
import { setTimeout } from 'node:timers/promises';
import { webApi } from '@slack/bolt';
import { troubleOf } from './errors.ts';

/** Slack's own trouble passes: who asks meanwhile waits, for Bolt throws away what it cannot tell the workspace of. */
const PAUSES_MS = [250, 1_000, 3_000, 10_000, 30_000];

/** As Bolt wants it to know an event's workspace. */
export interface Authorization {
  botToken: string;
  botId: string;
  botUserId: string;
  teamId?: string;
}

export interface Workspaces {
  /** @throws when the app is not installed there, or Slack does not say who we are */
  authorize(team: string | undefined): Promise<Authorization>;
  client(team: string): Promise<webApi.WebClient | undefined>;
  /** Whether it is a workspace of the organization's: only there does an email prove who somebody is. */
  isOurs(team: string): Promise<boolean>;
}

/**
 * One workspace, by the token of the settings. Slack is asked once who we are, and again only after a failure; a
 * token that it refuses is refused at once.
 * @param options such as another address of Slack, for tests
 */
export function oneWorkspace(token: string, options: webApi.WebClientOptions): Workspaces {
  const client = new webApi.WebClient(token, options);
  let known: Promise<Authorization> | undefined;
  const ask = async (): Promise<Authorization> => {
    const { bot_id = '', user_id = '', team_id } = await client.auth.test();
    return { botToken: token, botId: bot_id, botUserId: user_id, teamId: team_id };
  };
  const patiently = async (tries = 0): Promise<Authorization> => {
    try {
      return await ask();
    } catch (error) {
      const pause = PAUSES_MS[tries];
      if (pause === undefined || troubleOf(error).trouble !== 'passing') throw error;
      await setTimeout(pause, undefined, { ref: false });
      return patiently(tries + 1);
    }
  };
  const authorize = () => {
    known ??= patiently().catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    authorize,
    client: async () => client,
    isOurs: async (team) => (await authorize()).teamId === team,
  };
}
