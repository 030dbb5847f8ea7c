/** The Express app: headers, health, channels, and an orderly word for everything else. */
import express, { type Express } from 'express';
import type { Channel } from './channels/channel.ts';
import { secureHeaders } from './http/headers.ts';
import { nothingHere, onError } from './http/problems.ts';
import type { Log } from './log.ts';

interface Health {
  ok: boolean;
  [detail: string]: unknown;
}

export interface AppOptions {
  channels: readonly Channel[];
  log: Log;
  /** What `/healthz` tells; `ok` decides between 200 and 503. */
  health(): Health | Promise<Health>;
}

export async function createApp({ channels, log, health }: AppOptions): Promise<Express> {
  const app = express();
  app.disable('x-powered-by');
  app.use(secureHeaders);
  app.get('/healthz', async (_req, res) => {
    const { ok, ...details } = await health();
    res.status(ok ? 200 : 503).set('Cache-Control', 'no-store');
    res.json({ status: ok ? 'ok' : 'unavailable', ...details });
  });
  for (const channel of channels) await channel.mount(app);
  app.use(nothingHere);
  app.use(onError(log));
  return app;
}
