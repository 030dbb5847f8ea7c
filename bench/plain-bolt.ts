/** A Slack app in a process of its own: this project's server, or a plain one of Bolt's that says one line. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver, LogLevel } from '@slack/bolt';
import express from 'express';
import { readSettings } from '../src/config/settings.ts';
import { createLog } from '../src/log.ts';
import { startServer } from '../src/server.ts';
import { SECRET } from '../test/channels/slack/support/app.ts';
import { BOT_TOKEN } from '../test/channels/slack/support/fake-slack.ts';

const [kind = 'ours', api = '', dataDir = '', databaseUrl = ''] = process.argv.slice(2);

/** As Bolt's own documentation writes it. */
async function plain(): Promise<string> {
  const server = express();
  const receiver = new ExpressReceiver({
    signingSecret: SECRET,
    app: server,
    endpoints: '/slack/events',
    logLevel: LogLevel.ERROR,
  });
  const app = new App({
    token: BOT_TOKEN,
    receiver,
    logLevel: LogLevel.ERROR,
    convoStore: false,
    clientOptions: { slackApiUrl: api },
  });
  app.message(async ({ message, say }) => {
    const { ts } = message as { ts: string };
    await say({ text: 'I am here.', thread_ts: ts });
  });
  const listening = createServer(server).listen(0, '127.0.0.1');
  await once(listening, 'listening');
  return `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
}

async function ours(): Promise<string> {
  const settings = readSettings({
    PORT: '0',
    LOG_LEVEL: 'silent',
    SLACK_BOT_TOKEN: BOT_TOKEN,
    SLACK_SIGNING_SECRET: SECRET,
    SLACK_API_URL: api,
    DATA_DIR: dataDir,
    ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
  });
  const { address } = await startServer({ settings, log: createLog(settings), progress: () => {} });
  return address;
}

process.on('disconnect', () => process.exit(0));
process.send?.(await (kind === 'plain' ? plain() : ours()));
