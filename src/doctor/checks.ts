/** The doctor's own checks: organization, links, mail, deliveries; and those of the channels. */
import { loadOrganization } from '../config/organization.ts';
import { type Settings, SettingsError } from '../config/settings.ts';
import { channelOf, MAIL } from '../escalation/notices.ts';
import { agentsOf, NO_ORGANIZATION, type Organization } from '../escalation/organization.ts';
import { UNANSWERED } from '../escalation/tickets.ts';
import { createMail } from '../mail/smtp.ts';
import { type Check, type Finding, fault, ok, warning } from './check.ts';

const HOUR = 3_600_000;

const organization: Check = {
  name: 'organization',
  run({ settings }) {
    if (!settings.organizationFile)
      return [
        warning(
          'Nobody is configured to receive questions.',
          'Copy organization.example.yaml to organization.yaml, change it, and set ORGANIZATION_FILE=organization.yaml.',
        ),
      ];
    try {
      const found = loadOrganization(settings.organizationFile);
      return [...lookAt(found, settings.organizationFile), ...lookAtPlaces(found, settings)];
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return error.faults.map((what) => fault(what, 'Correct the file and start again.'));
    }
  },
};

function lookAt(found: Organization, file: string): Finding[] {
  const { leas, administrators } = found;
  const gaps = leas.flatMap((lea) => [
    ...(lea.successAgent ? [] : [`${lea.name} has no success_agent`]),
    ...(lea.coordinators.length ? [] : [`${lea.name} has no coordinators`]),
    ...lea.schools
      .filter((s) => !s.coordinators.length)
      .map((s) => `${s.name} (${lea.name}) has no coordinators`),
  ]);
  return [
    ok(`${file}: ${leas.length} LEAs, ${agentsOf(found).size} people who answer.`),
    ...gaps.map((gap) =>
      warning(`${file}: ${gap}.`, 'Add them; until then people are only told whom to turn to.'),
    ),
    ...(administrators.length
      ? []
      : [
          warning(
            `${file}: there are no administrators.`,
            'Add an address to administrators: it hears of failures.',
          ),
        ]),
  ];
}

/** What is to be announced in a channel that is not connected would be announced nowhere. */
function lookAtPlaces({ announcements = [] }: Organization, settings: Settings): Finding[] {
  const connected = [settings.slack ? 'slack' : '', settings.teams ? 'teams' : ''];
  return announcements
    .filter((place) => !connected.includes(channelOf(place)))
    .map((place) =>
      warning(
        `Downtimes are to be announced in ${place}, and that channel is not connected.`,
        'Set it up in .env (.env.example shows how), or take the place out of announcements.',
      ),
    );
}

const links: Check = {
  name: 'links',
  run({ settings }) {
    if (settings.store.databaseUrl && !settings.linkKey && !settings.dataKey)
      return [
        warning(
          'Links are signed with a key of this computer only, though the database may be shared.',
          'Set LINK_KEY to the same value on all servers (openssl rand -hex 32).',
        ),
      ];
    if (settings.mail && !settings.publicUrl)
      return [
        warning(
          'Links in mails point to this computer.',
          'Set PUBLIC_URL to the address by which agents reach the server.',
        ),
      ];
    return [ok('Links can be signed.')];
  },
};

const mail: Check = {
  name: 'mail',
  async run({ settings, store }) {
    if (!settings.mail) {
      const waiting = (await store?.tickets.list({ states: UNANSWERED, limit: 1 }))?.length;
      const what = 'No mail server is set.';
      const todo =
        'Set SMTP_URL and MAIL_FROM, so that agents get their questions; npm run tickets shows their links.';
      return [
        waiting ? fault(`${what} Tickets are waiting whose agents may not know.`, todo) : warning(what, todo),
      ];
    }
    const smtp = createMail({ ...settings.mail, linkTo: () => '', words: { open: '', footer: '' } });
    try {
      await smtp.verify();
      return [ok(`The mail server answers, and takes the account of SMTP_URL.`)];
    } catch (error) {
      const { code = '', responseCode = '' } = error as { code?: string; responseCode?: number };
      const why =
        code === 'EAUTH'
          ? 'it refuses the user or password'
          : `it cannot be used (${[code, responseCode].filter(Boolean).join(' ')})`;
      return [
        fault(`The mail server of SMTP_URL: ${why}.`, 'Check host, port, user and password in SMTP_URL.'),
      ];
    } finally {
      smtp.close();
    }
  },
};

const deliveries: Check = {
  name: 'deliveries',
  async run({ store, now }) {
    if (!store) return [];
    const { waiting, failed } = await store.outbox.count();
    const oldest = await store.outbox.oldestDue();
    const findings: Finding[] = [];
    if (failed) {
      const why = new Set(
        (await store.outbox.failures(20)).map((d) => `${d.kind}: ${d.lastError ?? 'unknown'}`),
      );
      findings.push(
        fault(
          `${failed} deliveries failed for good (${[...why].slice(0, 3).join('; ')}).`,
          'Mend the cause; then stop the server and send them again: npm run doctor -- resend',
        ),
      );
    }
    if (oldest !== undefined && now - oldest > HOUR)
      findings.push(
        warning(
          `${waiting} deliveries wait, the oldest for ${Math.round((now - oldest) / HOUR)} hours.`,
          `Is the server running, and is what carries them configured (${MAIL}: SMTP_URL)?`,
        ),
      );
    return findings.length ? findings : [ok(`Deliveries: ${waiting} waiting, none failed.`)];
  },
};

/** As channels say what they found. */
interface ChannelFinding {
  level: 'good' | 'warning' | 'fault';
  what: string;
  say: string;
}

function told(findings: readonly ChannelFinding[]): Finding[] {
  return findings.map(({ level, what, say }) =>
    level === 'good' ? ok(`${what}. ${say}`) : { level, what: `${what}.`, todo: say },
  );
}

/** Their modules are heavy: loaded only where the channel is set up. */
const slack: Check = {
  name: 'slack',
  async run({ settings, store }) {
    if (!settings.slack) return [];
    const { checkSlack } = await import('../channels/slack/doctor.ts');
    return told(await checkSlack(settings, soundOrganization(settings.organizationFile), store));
  },
};

const teams: Check = {
  name: 'teams',
  async run({ settings }) {
    if (!settings.teams) return [];
    const { checkTeams } = await import('../channels/teams/doctor.ts');
    return told(await checkTeams(settings));
  },
};

/** Its faults are told by its own check. */
function soundOrganization(file: string | undefined): Organization {
  try {
    return loadOrganization(file);
  } catch {
    return NO_ORGANIZATION;
  }
}

/** All checks, in the order in which they are told. */
export const CHECKS: readonly Check[] = [organization, links, mail, deliveries, slack, teams];
