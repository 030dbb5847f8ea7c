/** A plain Slack app of Bolt's in a process of its own: it acknowledges and says one line. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { App, ExpressReceiver, LogLevel } from '@slack/bolt';
import express from 'express';
import { SECRET } from '../test/channels/slack/support/app.ts';
import { BOT_TOKEN } from '../test/channels/slack/support/fake-slack.ts';

const [api = ''] = process.argv.slice(2);

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

process.stdout.write(`The plain app is ready: ${await plain()}\n`);
