/** What `npm start` runs (through start.js): reads the settings, starts the server, stops it on a signal. */
import { readEnvFile } from './config/env-file.ts';
import { readSettings } from './config/settings.ts';
import { createLog } from './log.ts';
import { startServer } from './server.ts';

const say = (words: string) => process.stdout.write(`${words}\n`);

/** A fault that the person who starts the server can mend is one sentence, without a stack. */
function explain(error: unknown): string {
  const { code, message, stack } = error as Error & { code?: string };
  return code === 'SETTINGS' || code === 'LISTEN' || code === 'STORE' ? message : (stack ?? String(error));
}

export async function main(): Promise<void> {
  try {
    const settings = readSettings(readEnvFile());
    const log = createLog(settings);
    const server = await startServer({ settings, log, progress: say });
    say(`CAASPP Help is ready: ${server.address}`);

    let signals = 0;
    const stop = async (signal: NodeJS.Signals) => {
      // Whoever presses Ctrl-C twice does not want to wait.
      if (++signals > 1) process.exit(1);
      log.info({ signal }, 'stopping');
      try {
        await server.stop();
        process.exit(0);
      } catch (error) {
        log.error({ err: error }, 'could not stop in order');
        process.exit(1);
      }
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`);
    // Channels that are connected already must not keep the process alive.
    process.exit(1);
  }
}
