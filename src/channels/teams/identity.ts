/** Who we are to Teams, and who may speak to us: the SDK's verification, made stricter where it is lenient. */

import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  type CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConfigurationBotFrameworkAuthenticationOptions,
  ConfigurationServiceClientCredentialFactory,
} from 'botbuilder';
import type { TeamsSettings } from '../../config/settings.ts';
import { createEndorsements } from './endorsements.ts';
import type { Activity } from './incoming.ts';
import { quietly } from './quiet.ts';

export type Authentication = NonNullable<ConstructorParameters<typeof CloudAdapter>[0]>;
export type Verified = Awaited<ReturnType<Authentication['authenticateRequest']>>;
type Incoming = Parameters<Authentication['authenticateRequest']>[0];

const SCOPE = 'https://api.botframework.com';
const ISSUER = 'https://api.botframework.com';
const LOGIN = 'https://login.microsoftonline.com/botframework.com';
const OPENID = 'https://login.botframework.com/v1/.well-known/openidconfiguration';

export interface IdentityOptions {
  /** Other addresses than Microsoft's, for tests. */
  endpoints?: ConfigurationBotFrameworkAuthenticationOptions;
  /** The bot's token, for tests. */
  token?: () => Promise<string | undefined>;
}

export interface Identity {
  authentication: Authentication;
  /** @returns what the SDK needs of a request whose token is good, or undefined */
  verify(activity: Activity, authorization: string): Promise<Verified | undefined>;
  /**
   * The bot's own token for Teams; undefined for the local client, which asks for none.
   * @param anew from Microsoft, even while the one in memory is good
   */
  token(anew?: boolean): Promise<string | undefined>;
}

export function createIdentity(settings: TeamsSettings, options: IdentityOptions = {}): Identity {
  const { appId } = settings;
  const credentials = new ConfigurationServiceClientCredentialFactory(sdkSettings(settings));
  const { endpoints } = options;
  const authentication = new ConfigurationBotFrameworkAuthentication(endpoints, credentials);
  const issuer = endpoints?.ToBotFromChannelTokenIssuer ?? ISSUER;
  const endorsed = createEndorsements(endpoints?.ToBotFromChannelOpenIdMetadataUrl ?? OPENID);

  async function verify(activity: Activity, authorization: string): Promise<Verified | undefined> {
    // 1. Without an id there are no tokens; settings allow that for the local client only, and we answer it only here.
    if (!appId) {
      if (!isLoopback(activity.serviceUrl)) return undefined;
      return authentication.authenticateRequest(activity as Incoming, '');
    }
    // 2. The SDK skips checks that an activity gives no occasion for: so it must.
    if (activity.channelId !== 'msteams' || !activity.serviceUrl) return undefined;
    try {
      // 3. Signature, issuer, audience, expiry, service address.
      const verified = await quietly(() =>
        authentication.authenticateRequest(activity as Incoming, authorization),
      );
      // 4. The SDK also takes a token without an end, and one that the bot's own directory signed for its emulator.
      const { claimsIdentity: claims } = verified;
      if (claims.getClaimValue('iss') !== issuer || !claims.getClaimValue('exp')) return undefined;
      // 5. It takes a key without endorsements for one with all of them.
      return (await endorsed(authorization)) ? verified : undefined;
    } catch {
      return undefined;
    }
  }

  async function askForToken(anew: boolean): Promise<string> {
    const { ToChannelFromBotOAuthScope: scope = SCOPE, ToChannelFromBotLoginUrl: login = LOGIN } =
      endpoints ?? {};
    const own = await credentials.createCredentials(appId, scope, login, true);
    return (own as unknown as { getToken(anew: boolean): Promise<string> }).getToken(anew);
  }

  /** The SDK keeps a token, but while none is there it asks for one for each message. */
  let asking: Promise<string> | undefined;
  async function token(anew = false): Promise<string | undefined> {
    if (!appId) return undefined;
    if (anew) return askForToken(true);
    asking ??= askForToken(false).finally(() => {
      asking = undefined;
    });
    return asking;
  }

  return { authentication, verify, token: options.token ?? token };
}

function isLoopback(address = ''): boolean {
  return /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/.test(address);
}

function sdkSettings(settings: TeamsSettings) {
  const certificate = settings.certificateFile ? readCertificate(settings.certificateFile) : undefined;
  return {
    MicrosoftAppId: settings.appId,
    MicrosoftAppType: settings.appType,
    MicrosoftAppPassword: settings.appPassword,
    MicrosoftAppTenantId: settings.tenantId,
    CertificateThumbprint: certificate?.thumbprint,
    CertificatePrivateKey: certificate?.privateKey,
  };
}

export class CertificateError extends Error {
  readonly code = 'SETTINGS';
}

/** @throws CertificateError that says what is wrong with the file, and nothing of what it holds */
export function readCertificate(file: string): { thumbprint: string; privateKey: string; expires: Date } {
  try {
    const pem = readFileSync(file, 'utf8');
    const certificate = new X509Certificate(pem);
    const privateKey = createPrivateKey(pem).export({ type: 'pkcs8', format: 'pem' }) as string;
    const thumbprint = certificate.fingerprint.replaceAll(':', '');
    return { thumbprint, privateKey, expires: new Date(certificate.validTo) };
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw new CertificateError(
      `MICROSOFT_APP_CERTIFICATE: the file ${file} ${why}. It must be a PEM file with the certificate and its private key, without a passphrase.`,
    );
  }
}
