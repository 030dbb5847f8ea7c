/** A PostgreSQL that can be stopped: a cluster of the test's own, on a free port and in a temporary folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';

/** The account that runs the test. */
const OWN: { uid?: number; gid?: number } = {};

export interface Cluster {
  url: string;
  /** `immediate` is a crash: it recovers from its log at the next start. */
  stop(how: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  drop(): Promise<void>;
}

/** @returns undefined where the programs are missing, or where root has no user `postgres` to run them as */
export async function startCluster(): Promise<Cluster | undefined> {
  const bin = programs();
  const account = userInfo().uid === 0 ? await idsOf('postgres') : OWN;
  if (!bin || !account) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'caaspp-cluster-'));
  if (account.uid !== undefined && account.gid !== undefined) chownSync(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  const port = await freePort();

  async function run(program: string, ...args: string[]): Promise<void> {
    const child = spawn(join(bin!, program), args, { ...account, cwd: folder, stdio: 'ignore' });
    const [code] = await once(child, 'exit');
    if (code) throw new Error(`${program} ${args[0]}: exit code ${code}; its log: ${join(folder, 'log')}`);
  }
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`;
  const start = () => run('pg_ctl', 'start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', options);
  const stop: Cluster['stop'] = (how) => run('pg_ctl', 'stop', '-w', '-m', how, '-D', data);

  await run('initdb', '-D', data, '-U', 'postgres', '--auth=trust', '--no-sync', '-E', 'UTF8');
  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    start,
    stop,
    async drop() {
      await stop('immediate').catch(() => {
        // It is down already.
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends all other connections to a database; one that is down has none. */
export async function cutConnections(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {
    // The server goes down at this very moment.
  });
  try {
    await client.connect();
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  } catch {
    // Down.
  } finally {
    await client.end().catch(() => {});
  }
}

function programs(): string | undefined {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const newest = versions.sort((a, b) => Number(b) - Number(a));
  return newest.map((v) => join(DEBIAN, v, 'bin')).find((bin) => existsSync(join(bin, 'initdb')));
}

async function idsOf(name: string): Promise<{ uid: number; gid: number } | undefined> {
  const child = spawn('getent', ['passwd', name], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.on('error', () => {
    // No such program: then its output ends at once.
  });
  for await (const line of createInterface({ input: child.stdout })) {
    const [, , uid, gid] = line.split(':');
    return { uid: Number(uid), gid: Number(gid) };
  }
  return undefined;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
