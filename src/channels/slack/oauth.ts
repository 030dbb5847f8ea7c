/** What Bolt needs so that several workspaces can install the app. */
import { createHmac } from 'node:crypto';
import type { SlackSettings } from '../../config/settings.ts';
import { dataKey } from '../../forms/secret.ts';
import type { ChannelTools } from '../channel.ts';
import { allowedOnly, keptInstallations } from './installations.ts';
import { manifestScopes } from './manifest.ts';
import { type OAuth, REDIRECT_PATH } from './receiver.ts';
import type { Texts } from './texts.ts';

/** @returns undefined for the one workspace whose token is in the settings */
export function oauthOf(
  { oauth }: SlackSettings,
  { settings, store }: ChannelTools,
  texts: Pick<Texts, 'install_refused'>,
): OAuth | undefined {
  const key = dataKey(settings.dataKey);
  if (!oauth || !store || !key) return undefined;
  return {
    ...oauth,
    // Of the same key, but not the key: whoever learns the one does not know the other.
    stateSecret: createHmac('sha256', key).update('slack oauth state').digest('hex'),
    redirectUri: `${settings.publicUrl ?? ''}${REDIRECT_PATH}`,
    scopes: manifestScopes(),
    installationStore: allowedOnly(oauth.teams, keptInstallations(store.installations, key)),
    refusal: texts.install_refused,
  };
}
