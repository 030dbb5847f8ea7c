/** What `npm run doctor` looks at for Teams: id, tenant, address, credential, and when the credential ends. */
import type { Settings, TeamsSettings } from '../../config/settings.ts';
import { CertificateError, createIdentity, readCertificate } from './identity.ts';

export interface Finding {
  level: 'good' | 'warning' | 'fault';
  /** What was looked at. */
  what: string;
  /** How it is, and what to do. */
  say: string;
}

export interface TeamsDoctorOptions {
  /** Epoch milliseconds. */
  now?: number;
  /** Asks Microsoft for a token of the bot; in tests another. */
  token?: () => Promise<string | undefined>;
}

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DAY_MS = 24 * 60 * 60 * 1000;
const WARN_DAYS = 30;
const PATIENCE_MS = 15_000;

/** What Microsoft's codes mean for whoever set the bot up. */
const CODES: Record<string, string> = {
  AADSTS7000215: 'The secret is wrong. Set MICROSOFT_APP_PASSWORD to the value of the secret, not to its id.',
  AADSTS7000222:
    'The secret has ended. Make a new one under Certificates & secrets, and set MICROSOFT_APP_PASSWORD.',
  AADSTS700016: 'The tenant does not know this app. Check MICROSOFT_APP_ID and MICROSOFT_APP_TENANT_ID.',
  AADSTS700027: 'The certificate is not the one that the registration knows. Upload it there.',
  AADSTS90002: 'There is no such tenant. Check MICROSOFT_APP_TENANT_ID.',
};

/**
 * @returns a finding for each thing looked at; none when Teams is not set up
 * @example await checkTeams(readSettings(process.env)) // [{ level: 'good', what: 'Teams: bot id', say: '…' }, …]
 */
export async function checkTeams(settings: Settings, options: TeamsDoctorOptions = {}): Promise<Finding[]> {
  const { teams } = settings;
  if (!teams) return [];
  if (!teams.appId)
    return [
      finding('warning', 'mode', 'TEAMS_LOCAL is on: for Microsoft’s local client on this computer only.'),
    ];
  return [
    checkId(teams.appId),
    ...checkTenant(teams),
    checkAddress(settings.publicUrl),
    ...checkEnd(teams, options.now ?? Date.now()),
    await checkToken(teams, options.token),
  ];
}

function finding(level: Finding['level'], what: string, say: string): Finding {
  return { level, what: `Teams: ${what}`, say };
}

function checkId(id: string): Finding {
  return GUID.test(id)
    ? finding('good', 'bot id', `MICROSOFT_APP_ID is ${id}.`)
    : finding(
        'fault',
        'bot id',
        'MICROSOFT_APP_ID is no application id: copy it from the overview of the registration.',
      );
}

function checkTenant({ appType, tenantId, tenants }: TeamsSettings): Finding[] {
  const found: Finding[] = [];
  if (tenantId && !GUID.test(tenantId))
    found.push(
      finding(
        'fault',
        'tenant',
        'MICROSOFT_APP_TENANT_ID is no tenant id: copy it from the overview of the registration.',
      ),
    );
  if (!tenants.length)
    found.push(
      finding(
        'warning',
        'tenants',
        'Every tenant is answered. Set TEAMS_TENANTS to the ids of those to serve.',
      ),
    );
  if (appType === 'MultiTenant')
    found.push(
      finding(
        'warning',
        'type',
        'New multi-tenant bots cannot be made since July 2025; SingleTenant is the usual type.',
      ),
    );
  return found.length ? found : [finding('good', 'tenant', `${appType}, serving ${tenants.join(', ')}.`)];
}

function checkAddress(publicUrl: string | undefined): Finding {
  return publicUrl?.startsWith('https://')
    ? finding('good', 'address', `The messaging endpoint of the bot must be ${publicUrl}/api/messages`)
    : finding(
        'fault',
        'address',
        'PUBLIC_URL is not an https address: Teams reaches no other, and files have no links.',
      );
}

/** When the credential ends, where that is known. */
function checkEnd(teams: TeamsSettings, now: number): Finding[] {
  const { certificateFile, passwordExpires, appPassword } = teams;
  try {
    if (certificateFile)
      return [sayEnd('certificate', readCertificate(certificateFile).expires.getTime(), now)];
  } catch (error) {
    if (error instanceof CertificateError) return [finding('fault', 'certificate', error.message)];
    throw error;
  }
  if (!appPassword) return [finding('good', 'managed identity', 'It has no secret that could end.')];
  if (passwordExpires) return [sayEnd('secret', Date.parse(`${passwordExpires}T00:00:00-08:00`), now)];
  return [
    finding(
      'warning',
      'secret',
      'Nobody will be warned before it ends. Set MICROSOFT_APP_PASSWORD_EXPIRES to its last day.',
    ),
  ];
}

function sayEnd(what: string, end: number, now: number): Finding {
  const days = Math.floor((end - now) / DAY_MS);
  const day = new Date(end).toISOString().slice(0, 10);
  if (days < 0) return finding('fault', what, `It ended on ${day}. Make a new one.`);
  if (days < WARN_DAYS)
    return finding('warning', what, `It ends on ${day}, in ${days} days. Make a new one before.`);
  return finding('good', what, `It ends on ${day}.`);
}

async function checkToken(teams: TeamsSettings, ask?: () => Promise<string | undefined>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), PATIENCE_MS);
  });
  try {
    await Promise.race([ask ? ask() : createIdentity(teams).token(true), patience]);
    return finding('good', 'credential', 'Microsoft gives the bot a token.');
  } catch (error) {
    if (error instanceof CertificateError)
      return finding('warning', 'credential', 'No token was asked for: the certificate comes first.');
    const words = error instanceof Error ? error.message : '';
    if (/identity not found|identity has not been assigned/i.test(words))
      return finding(
        'fault',
        'credential',
        'This machine does not have this managed identity: assign the one whose client id is MICROSOFT_APP_ID to it.',
      );
    const code = words.match(/AADSTS\d+/)?.[0];
    if (!code) return finding('warning', 'credential', 'Microsoft could not be asked for a token from here.');
    return finding('fault', 'credential', `${CODES[code] ?? 'Microsoft refuses the bot a token.'} (${code})`);
  } finally {
    clearTimeout(timer);
  }
}
