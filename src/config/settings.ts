/** Settings from the environment. Every fault says which setting it is and what to do about it. */
import * as z from 'zod';

/** All faults together, so that one start shows all that must be mended. */
export class SettingsError extends Error {
  readonly code = 'SETTINGS';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`The settings need attention:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
    this.faults = faults;
  }
}

const port = z.coerce
  .number('PORT must be a number such as 3978.')
  .int('PORT must be a whole number such as 3978.')
  .min(0, 'PORT must lie between 0 and 65535.')
  .max(65_535, 'PORT must lie between 0 and 65535.');

const LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const APP_TYPES = ['SingleTenant', 'UserAssignedMSI', 'MultiTenant'] as const;

const flag = (name: string) =>
  z.stringbool({ error: `${name} must be true or false; leave it out for false.` }).default(false);

const webAddress = (name: string, example: string) =>
  z.url({ protocol: /^https?$/, error: `${name} must be a web address such as ${example}.` }).optional();

const startsWith = (name: string, prefix: string, where: string) =>
  z.string().startsWith(prefix, `${name} must begin with ${prefix}. Copy it from ${where}.`).optional();

/** One line a setting: adding one is adding a line here and one in `.env.example`. */
const Environment = z.object({
  PORT: port.default(3978),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: webAddress('PUBLIC_URL', 'https://caaspp.example.org'),
  TRUST_PROXY: z.coerce
    .number(
      'TRUST_PROXY must be the number of proxies in front of this server, such as 1; leave it out for none.',
    )
    .int('TRUST_PROXY must be a whole number.')
    .min(0, 'TRUST_PROXY must not be negative.')
    .default(0),
  LOG_LEVEL: z.enum(LEVELS, `LOG_LEVEL must be one of ${LEVELS.join(', ')}.`).default('info'),
  LOG_MESSAGE_TEXT: flag('LOG_MESSAGE_TEXT'),

  DATA_DIR: z.string().default('./data'),
  DATA_KEY: z
    .string()
    .min(16, 'DATA_KEY must have at least 16 characters. Make one with: openssl rand -hex 32')
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(
      /^postgres(ql)?:\/\//,
      'DATABASE_URL must begin with postgres://, as in postgres://user:password@host:5432/caaspp. Leave it out for SQLite in DATA_DIR.',
    )
    .optional(),
  RETENTION_DAYS: z.coerce
    .number('RETENTION_DAYS must be a number of days such as 400.')
    .int('RETENTION_DAYS must be a whole number of days.')
    .min(1, 'RETENTION_DAYS must be at least 1.')
    .default(400),

  ORGANIZATION_FILE: z.string().optional(),
  SMTP_URL: z
    .string()
    .regex(
      /^smtps?:\/\/[^\s]+$/,
      'SMTP_URL must begin with smtp:// or smtps://, as in smtps://user:password@mail.example.org:465.',
    )
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^@\r\n]*[^@\s<>]+@[^@\s<>]+>?$/,
      'MAIL_FROM must be an address such as help@example.org, or CAASPP Help <help@example.org>.',
    )
    .optional(),
  LINK_KEY: z
    .string()
    .min(16, 'LINK_KEY must have at least 16 characters. Make one with: openssl rand -hex 32')
    .optional(),

  SLACK_BOT_TOKEN: startsWith('SLACK_BOT_TOKEN', 'xoxb-', 'OAuth & Permissions in the Slack app'),
  SLACK_SIGNING_SECRET: z.string().optional(),
  SLACK_APP_TOKEN: startsWith(
    'SLACK_APP_TOKEN',
    'xapp-',
    'Basic Information > App-Level Tokens in the Slack app',
  ),
  SLACK_CLIENT_ID: z.string().optional(),
  SLACK_CLIENT_SECRET: z.string().optional(),
  SLACK_TEAMS: z
    .string()
    .regex(
      /^[\s,]*[te][a-z0-9]+([\s,]+[te][a-z0-9]+)*[\s,]*$/i,
      'SLACK_TEAMS must be ids of workspaces with commas between, such as T0123ABCD,T0456EFGH.',
    )
    .optional(),
  SLACK_API_URL: webAddress('SLACK_API_URL', 'https://slack.com/api/'),

  MICROSOFT_APP_ID: z.string().optional(),
  MICROSOFT_APP_PASSWORD: z.string().optional(),
  MICROSOFT_APP_CERTIFICATE: z.string().optional(),
  MICROSOFT_APP_TENANT_ID: z.string().optional(),
  MICROSOFT_APP_TYPE: z
    .enum(APP_TYPES, `MICROSOFT_APP_TYPE must be one of ${APP_TYPES.join(', ')}.`)
    .optional(),
  MICROSOFT_APP_PASSWORD_EXPIRES: z.iso
    .date(
      'MICROSOFT_APP_PASSWORD_EXPIRES must be a day such as 2027-05-31; Azure shows it beside the secret.',
    )
    .optional(),
  TEAMS_TENANTS: z.string().optional(),
  TEAMS_LOCAL: flag('TEAMS_LOCAL'),
});
type Environment = z.infer<typeof Environment>;

export interface SlackSettings {
  /** Of the one workspace; without it, workspaces install the app by OAuth. */
  botToken?: string;
  /** With it, events come over HTTP and are checked. */
  signingSecret?: string;
  /** With it, events come through Socket Mode. */
  appToken?: string;
  /** Several workspaces, the organization's own: each installs the app at `/slack/install`, and no other may. */
  oauth?: { clientId: string; clientSecret: string; teams: string[] };
  /** Where Slack is called instead of slack.com, such as a proxy. */
  apiUrl?: string;
}

export interface TeamsSettings {
  /** Empty for the local client only, which sends no token. */
  appId: string;
  appType: (typeof APP_TYPES)[number];
  /** A client secret … */
  appPassword?: string;
  /** … or a PEM file with certificate and private key; a managed identity needs neither. */
  certificateFile?: string;
  /** When the secret ends, a day, where it is known. */
  passwordExpires?: string;
  tenantId?: string;
  /** Whose messages are answered; empty for everybody's. */
  tenants: string[];
}

export interface MailSettings {
  /** Such as smtps://user:password@mail.example.org:465 */
  url: string;
  from: string;
}

export interface StoreSettings {
  /** The folder of the embedded database. */
  dataDir: string;
  /** PostgreSQL instead. */
  databaseUrl?: string;
  retentionDays: number;
}

export interface Settings {
  port: number;
  host: string;
  publicUrl?: string;
  /** How many proxies stand in front, for the address that requests are counted by. */
  trustProxy: number;
  logLevel: (typeof LEVELS)[number];
  logMessageText: boolean;
  store: StoreSettings;
  /** Encrypts what is sensitive where it is kept; without one such things are not kept at all. */
  dataKey?: string;
  /** Signs the links in mails; made and kept in the data folder where it is left out. */
  linkKey?: string;
  /** YAML: who answers what. */
  organizationFile?: string;
  mail?: MailSettings;
  slack?: SlackSettings;
  teams?: TeamsSettings;
}

/**
 * @example readSettings({ PORT: '8080' }).port // 8080
 * @throws SettingsError naming every fault
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  // `SLACK_BOT_TOKEN=` in an .env file means "not set".
  const given = Object.fromEntries(
    Object.entries(environment)
      .map(([name, value]) => [name, value?.trim()])
      .filter(([, value]) => value),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map((issue) => issue.message));
  const e = parsed.data;
  const faults = [...mailFaults(e), ...slackFaults(e), ...teamsFaults(e)];
  if (faults.length) throw new SettingsError(faults);
  return {
    port: e.PORT,
    host: e.HOST,
    publicUrl: e.PUBLIC_URL?.replace(/\/+$/, ''),
    trustProxy: e.TRUST_PROXY,
    logLevel: e.LOG_LEVEL,
    logMessageText: e.LOG_MESSAGE_TEXT,
    store: { dataDir: e.DATA_DIR, databaseUrl: e.DATABASE_URL, retentionDays: e.RETENTION_DAYS },
    dataKey: e.DATA_KEY,
    linkKey: e.LINK_KEY,
    organizationFile: e.ORGANIZATION_FILE,
    mail: e.SMTP_URL && e.MAIL_FROM ? { url: e.SMTP_URL, from: e.MAIL_FROM } : undefined,
    slack: slackSettings(e),
    teams: teamsSettings(e),
  };
}

function slackSettings(e: Environment): SlackSettings | undefined {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = e;
  if (!e.SLACK_BOT_TOKEN && !clientId) return undefined;
  return {
    botToken: e.SLACK_BOT_TOKEN,
    signingSecret: e.SLACK_SIGNING_SECRET,
    appToken: e.SLACK_APP_TOKEN,
    ...(clientId && clientSecret ? { oauth: { clientId, clientSecret, teams: slackTeams(e) } } : {}),
    ...(e.SLACK_API_URL ? { apiUrl: e.SLACK_API_URL.replace(/\/*$/, '/') } : {}),
  };
}

/** Ids of workspaces are written in capitals. */
function slackTeams({ SLACK_TEAMS = '' }: Environment): string[] {
  return SLACK_TEAMS.toUpperCase()
    .split(/[\s,]+/)
    .filter(Boolean);
}

function mailFaults({ SMTP_URL, MAIL_FROM }: Environment): string[] {
  if (SMTP_URL && !MAIL_FROM)
    return ['MAIL_FROM is missing: set it to the address that mails come from, or remove SMTP_URL.'];
  if (MAIL_FROM && !SMTP_URL)
    return ['SMTP_URL is missing: MAIL_FROM does nothing without it. Set it, or remove MAIL_FROM.'];
  return [];
}

function slackFaults(e: Environment): string[] {
  const { SLACK_BOT_TOKEN: token, SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: app } = e;
  if (e.SLACK_CLIENT_ID || e.SLACK_CLIENT_SECRET) return slackOauthFaults(e);
  if (!token && !secret && !app) return [];
  if (!token)
    return [
      'SLACK_BOT_TOKEN is missing: the other Slack settings do nothing without it. Set it, or remove them.',
    ];
  if (!secret && !app)
    return [
      'SLACK_SIGNING_SECRET is missing: set it (events over HTTP) or SLACK_APP_TOKEN (Socket Mode), or remove SLACK_BOT_TOKEN.',
    ];
  return [];
}

/** Several workspaces: events over HTTP, and tokens that are kept encrypted. */
function slackOauthFaults(e: Environment): string[] {
  const faults: string[] = [];
  if (e.SLACK_BOT_TOKEN)
    faults.push(
      'SLACK_BOT_TOKEN and SLACK_CLIENT_ID exclude each other: the token is for one workspace, the client id for several. Remove one of them.',
    );
  if (!e.SLACK_CLIENT_ID) faults.push('SLACK_CLIENT_ID is missing: set it, or remove SLACK_CLIENT_SECRET.');
  if (!e.SLACK_CLIENT_SECRET)
    faults.push('SLACK_CLIENT_SECRET is missing: set it, or remove SLACK_CLIENT_ID.');
  if (e.SLACK_APP_TOKEN)
    faults.push(
      'SLACK_APP_TOKEN and SLACK_CLIENT_ID exclude each other: Socket Mode serves one workspace. Remove one of them.',
    );
  if (!e.SLACK_SIGNING_SECRET)
    faults.push(
      'SLACK_SIGNING_SECRET is missing: events of several workspaces come over HTTP and are checked by it.',
    );
  if (!e.DATA_KEY)
    faults.push(
      'DATA_KEY is missing: tokens of workspaces are kept encrypted. Make one with: openssl rand -hex 32',
    );
  if (!e.PUBLIC_URL)
    faults.push('PUBLIC_URL is missing: Slack sends people back to it after they installed the app.');
  if (!e.SLACK_TEAMS)
    faults.push(
      'SLACK_TEAMS is missing: anybody could install the app and pass for one of your agents. Set it to the ids of your workspaces, such as T0123ABCD: they stand in the address of Slack in a browser, app.slack.com/client/T…',
    );
  return faults;
}

function teamsSettings(e: Environment): TeamsSettings | undefined {
  if (e.TEAMS_LOCAL) return { appId: '', appType: 'MultiTenant', tenants: [] };
  if (!e.MICROSOFT_APP_ID) return undefined;
  // Ids of tenants are the same in any case; Teams sends them in lower case.
  const tenantId = e.MICROSOFT_APP_TENANT_ID?.toLowerCase();
  const listed = e.TEAMS_TENANTS?.toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean);
  return {
    appId: e.MICROSOFT_APP_ID,
    appType: e.MICROSOFT_APP_TYPE ?? (tenantId ? 'SingleTenant' : 'MultiTenant'),
    appPassword: e.MICROSOFT_APP_PASSWORD,
    certificateFile: e.MICROSOFT_APP_CERTIFICATE,
    passwordExpires: e.MICROSOFT_APP_PASSWORD_EXPIRES,
    tenantId,
    tenants: listed ?? (tenantId ? [tenantId] : []),
  };
}

function teamsFaults(e: Environment): string[] {
  const { MICROSOFT_APP_ID: appId, MICROSOFT_APP_PASSWORD: password, MICROSOFT_APP_TYPE: type } = e;
  const { MICROSOFT_APP_TENANT_ID: tenant, MICROSOFT_APP_CERTIFICATE: certificate } = e;
  const any = [appId, password, tenant, type, certificate, e.MICROSOFT_APP_PASSWORD_EXPIRES, e.TEAMS_TENANTS];
  if (e.TEAMS_LOCAL) return localFaults(e, any.some(Boolean));
  if (!any.some(Boolean)) return [];
  const faults: string[] = [];
  if (!appId)
    faults.push(
      'MICROSOFT_APP_ID is missing: set it to the bot’s application id, or remove the other settings of Teams. For the local client only, set TEAMS_LOCAL=true instead.',
    );
  if (type === 'UserAssignedMSI' && (password || certificate))
    faults.push(
      'MICROSOFT_APP_TYPE is UserAssignedMSI: remove MICROSOFT_APP_PASSWORD and MICROSOFT_APP_CERTIFICATE, a managed identity has neither.',
    );
  else if (password && certificate)
    faults.push('MICROSOFT_APP_PASSWORD and MICROSOFT_APP_CERTIFICATE are both set: remove one of them.');
  else if (type !== 'UserAssignedMSI' && !password && !certificate)
    faults.push(
      'MICROSOFT_APP_PASSWORD is missing: set it to the client secret, or MICROSOFT_APP_CERTIFICATE to a PEM file, or remove the other settings of Teams.',
    );
  if ((type === 'SingleTenant' || type === 'UserAssignedMSI') && !tenant)
    faults.push(`MICROSOFT_APP_TENANT_ID is missing: a ${type} bot needs the id of its tenant.`);
  return faults;
}

/** Without tokens anybody who reaches the server is believed: on this computer only. */
function localFaults(e: Environment, alsoReal: boolean): string[] {
  if (alsoReal)
    return [
      'TEAMS_LOCAL is true beside the settings of a real bot: remove TEAMS_LOCAL, or the settings that begin with MICROSOFT_ and TEAMS_TENANTS.',
    ];
  if (!['127.0.0.1', 'localhost', '::1'].includes(e.HOST))
    return [
      'TEAMS_LOCAL is true, and HOST lets others in: messages would be believed without a token. Remove HOST, or register a bot and set MICROSOFT_APP_ID.',
    ];
  return [];
}
