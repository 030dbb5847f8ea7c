/** The workspaces that install the app by OAuth, for `npm run doctor`: is it there, and may it do what it must? */
import type { InstallationStore } from '@slack/bolt';
import type { Settings, SlackSettings } from '../../config/settings.ts';
import { dataKey } from '../../forms/secret.ts';
import type { Installations } from '../../records/people.ts';
import { checkWorkspace, clientFor, type Finding, finding, type Posting } from './doctor-workspace.ts';
import { installationId, keptInstallations } from './installations.ts';
import { INSTALL_PATH } from './receiver.ts';

export interface InstalledOptions {
  slack: SlackSettings;
  settings: Pick<Settings, 'dataKey' | 'publicUrl'>;
  /** Only read. */
  installations: Installations;
  /** Of all workspaces. */
  postings: readonly Posting[];
}

/** @returns what is there and what is missing, for each workspace of SLACK_TEAMS and each place in no such workspace */
export async function checkInstalled(options: InstalledOptions): Promise<Finding[]> {
  const { slack, postings } = options;
  const teams = slack.oauth?.teams ?? [];
  const found = await Promise.all(teams.map((team) => checkTeam(team, options)));
  const elsewhere = postings.filter(({ place }) => !teams.includes(place.team));
  return [
    ...found.flat(),
    ...elsewhere.map(({ place, what }) =>
      finding(
        'fault',
        what,
        `It is in the workspace ${place.team}, which is not in SLACK_TEAMS. Add it there, or name another place in the organization file.`,
      ),
    ),
  ];
}

async function checkTeam(
  team: string,
  { slack, settings, installations, postings }: InstalledOptions,
): Promise<Finding[]> {
  const kept = await installations.get(installationId(team, undefined));
  const theirs = postings.filter(({ place }) => place.team === team);
  if (!kept) {
    const waiting = theirs.map(({ what }) => ` Until then nothing reaches the ${what}.`).join('');
    const say = `It has not installed the app. An administrator of it opens ${settings.publicUrl ?? ''}${INSTALL_PATH}${waiting}`;
    return [finding(theirs.length ? 'fault' : 'warning', `workspace ${team}`, say)];
  }
  const key = dataKey(settings.dataKey);
  const token = key && (await tokenOf(team, keptInstallations(installations, key)));
  if (!token) {
    const say = `Its token cannot be read: DATA_KEY is another one. Set the former, or install the app again at ${settings.publicUrl ?? ''}${INSTALL_PATH}`;
    return [finding('fault', `workspace ${team}`, say)];
  }
  const found = await checkWorkspace(clientFor(slack, token), theirs);
  return found.map(({ what, ...one }) => ({ ...one, what: `${what} in ${team}` }));
}

async function tokenOf(team: string, store: InstallationStore): Promise<string | undefined> {
  const query = { teamId: team, enterpriseId: undefined, isEnterpriseInstall: false };
  return store.fetchInstallation(query).then(
    ({ bot }) => bot?.token,
    () => undefined,
  );
}
