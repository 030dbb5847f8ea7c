/** A bot of Teams in a process of its own: this project's, or one of botbuilder's that echoes. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import express from 'express';
import { createWorld } from '../src/assistant/create-world.ts';
import { APP_ID, endpointsOf, startTeams } from '../test/support/teams.ts';

const [kind = 'ours', openId = '', address = '', dataDir = '', databaseUrl = ''] = process.argv.slice(2);

async function echo(): Promise<string> {
  const credentials = {
    isValidAppId: async (id: string) => id === APP_ID,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => ({
      signRequest: async (request: { headers: { set(name: string, value: string): void } }) => {
        request.headers.set('authorization', 'Bearer the-token-of-the-bot');
        return request;
      },
    }),
  };
  const authentication = new ConfigurationBotFrameworkAuthentication(
    endpointsOf(openId),
    credentials as never,
  );
  const adapter = new CloudAdapter(authentication);
  const app = express();
  app.use(express.json());
  app.post('/api/messages', (req, res) =>
    adapter.process(req, res, async (context) => {
      if (context.activity.type === 'message') await context.sendActivity(`echo ${context.activity.text}`);
    }),
  );
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function ours(): Promise<string> {
  const teams = await startTeams({
    issuer: { openId },
    connector: { address },
    world: createWorld(),
    database: { dataDir, databaseUrl: databaseUrl || undefined },
    worker: { everyMs: 1_000, backoff: undefined },
  });
  return teams.address;
}

process.on('disconnect', () => process.exit(0));
process.send?.(await (kind === 'echo' ? echo() : ours()));
