/** `npm start`: reads the settings, starts the server, stops it on a signal. */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';

// Stripping types and compiling takes longer than all else at start: kept on disk, it is done once for each change.
enableCompileCache(join(import.meta.dirname, '../.cache/node'));

// Replies are short-lived and small: a small nursery saves some 40 MB at rest.
setFlagsFromString('--max-semi-space-size=2');
setFlagsFromString('--semi-space-growth-factor=1');

const say = (words: string) => process.stdout.write(`${words}\n`);

/** A fault that the person who starts the server can mend is one sentence, without a stack. */
function explain(error: unknown): string {
  const { code, message, stack } = error as Error & { code?: string };
  return code === 'SETTINGS' || code === 'LISTEN' || code === 'STORE' ? message : (stack ?? String(error));
}

try {
  const [{ readEnvFile }, { readSettings }, { createLog }, { startServer }] = await Promise.all([
    import('./config/env-file.ts'),
    import('./config/settings.ts'),
    import('./log.ts'),
    import('./server.ts'),
  ]);
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
