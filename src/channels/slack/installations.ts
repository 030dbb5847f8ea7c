/** Workspaces that installed the app by OAuth: kept in the store, their tokens encrypted under DATA_KEY. */
import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import { webApi } from '@slack/bolt';
import { decrypt, encrypt } from '../../forms/secret.ts';
import type { Installations } from '../../records/people.ts';
import type { Workspaces } from './workspaces.ts';

const CHANNEL = 'slack';

/** @example installationId('T1', undefined) // 'slack:T1' */
export function installationId(team: string | undefined, enterprise: string | undefined): string {
  return `${CHANNEL}:${team ?? enterprise ?? ''}`;
}

/** As Bolt wants it. */
export function keptInstallations(
  installations: Installations,
  key: Buffer,
  now: () => number = Date.now,
): InstallationStore {
  const idOf = (q: InstallationQuery<boolean>) =>
    installationId(q.isEnterpriseInstall ? undefined : q.teamId, q.enterpriseId);
  return {
    async storeInstallation(installation) {
      const { team, enterprise, isEnterpriseInstall } = installation;
      const id = installationId(isEnterpriseInstall ? undefined : team?.id, enterprise?.id);
      const sealed = encrypt(JSON.stringify(installation), key, id);
      const data = { team: team?.id, name: team?.name ?? enterprise?.name };
      await installations.save({ id, channel: CHANNEL, sealed, data }, now());
    },
    async fetchInstallation(query) {
      const id = idOf(query);
      const kept = await installations.get(id);
      const plain = kept && decrypt(kept.sealed, key, id);
      if (!plain) throw new Error(`The app is not installed in ${id}, or DATA_KEY is another one.`);
      return JSON.parse(plain) as Installation<'v1' | 'v2', boolean>;
    },
    async deleteInstallation(query) {
      await installations.remove(idOf(query));
    },
  };
}

/** What Slack names a workspace by, or a whole Enterprise Grid. */
type Where = Pick<InstallationQuery<boolean>, 'teamId' | 'enterpriseId' | 'isEnterpriseInstall'>;

/** The id that is looked for among those that may install the app. */
function nameOf({ teamId, enterpriseId, isEnterpriseInstall }: Where): string {
  return (isEnterpriseInstall ? enterpriseId : teamId) ?? '';
}

/** @example isAllowed(['T1'], installation) // false for anybody's workspace but T1 */
export function isAllowed(
  teams: readonly string[],
  installation: Installation<'v1' | 'v2', boolean>,
): boolean {
  const { team, enterprise, isEnterpriseInstall = false } = installation;
  return teams.includes(nameOf({ teamId: team?.id, enterpriseId: enterprise?.id, isEnterpriseInstall }));
}

/**
 * The same for some workspaces only: no other is kept, and none that was kept before is let in.
 * @param teams ids of workspaces, as in SLACK_TEAMS
 */
export function allowedOnly(teams: readonly string[], store: InstallationStore): InstallationStore {
  const refused = (id: string) =>
    new Error(`The workspace ${id} may not use the app: it is not in SLACK_TEAMS.`);
  return {
    ...store,
    async storeInstallation(installation, logger) {
      if (!isAllowed(teams, installation)) throw refused(installation.team?.id ?? '');
      await store.storeInstallation(installation, logger);
    },
    async fetchInstallation(query, logger) {
      const id = nameOf(query);
      if (!teams.includes(id)) throw refused(id);
      return store.fetchInstallation(query, logger);
    },
  };
}

/**
 * Every workspace that installed the app; a token that was given anew is used at once.
 * @param teams those of the organization
 */
export function manyWorkspaces(
  store: InstallationStore,
  options: webApi.WebClientOptions,
  teams: readonly string[],
): Workspaces {
  const clients = new Map<string, webApi.WebClient>();
  const find = (teamId: string) =>
    store.fetchInstallation({ teamId, enterpriseId: undefined, isEnterpriseInstall: false });
  return {
    isOurs: async (team) => teams.includes(team),
    async authorize(teamId = '') {
      const { bot } = await find(teamId);
      if (!bot) throw new Error('The installation has no bot.');
      return { botToken: bot.token, botId: bot.id, botUserId: bot.userId, teamId };
    },
    async client(teamId) {
      const token = await find(teamId).then(
        ({ bot }) => bot?.token,
        () => undefined,
      );
      if (!token) return undefined;
      const client = clients.get(token) ?? new webApi.WebClient(token, options);
      clients.set(token, client);
      return client;
    },
  };
}
