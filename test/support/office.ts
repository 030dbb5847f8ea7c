/** A whole server with an organization and a mail server, in this process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../src/config/settings.ts';
import { createLog } from '../../src/log.ts';
import { type RunningServer, type ServerOptions, startServer } from '../../src/server.ts';
import { startTestMailbox, type TestMailbox } from './mailbox.ts';

const ORGANIZATION = `
administrators: [admin@oak.org]
leas:
  - name: Oak Unified
    cds: "1964212"
    coordinators: [{ name: Sam Rivera, email: sam@oak.org }, { name: Lee Nguyen, email: lee@oak.org }]
`;

export interface Office {
  address: string;
  mailbox: TestMailbox;
  dataDir: string;
  stop(): Promise<void>;
}

export async function startOffice(
  environment: NodeJS.ProcessEnv = {},
  alsoChannels?: ServerOptions['alsoChannels'],
): Promise<Office> {
  const dataDir = mkdtempSync(join(tmpdir(), 'caaspp-office-'));
  const file = join(dataDir, 'organization.yaml');
  writeFileSync(file, ORGANIZATION);
  const mailbox = await startTestMailbox();
  const settings = readSettings({
    PORT: '0',
    LOG_LEVEL: 'silent',
    DATA_DIR: dataDir,
    ORGANIZATION_FILE: file,
    SMTP_URL: mailbox.url,
    MAIL_FROM: 'CAASPP Help <help@oak.org>',
    ...environment,
  });
  const server: RunningServer = await startServer({
    settings,
    log: createLog(settings),
    progress: () => {},
    alsoChannels,
  });
  return {
    address: server.address,
    mailbox,
    dataDir,
    async stop() {
      await server.stop();
      await mailbox.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** The link in a mail. */
export function linkIn(raw: string): string {
  return raw.match(/http:\/\/\S+\/agent\/\S+/)?.[0] ?? '';
}
