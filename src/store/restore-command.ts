/** `npm run restore -- FILE [--force]`: brings back a backup; also the way from SQLite to PostgreSQL. */
import { restore } from './backup.ts';
import { sayCounts, withDatabase } from './commands.ts';

const USAGE =
  'Usage: npm run restore -- FILE [--force]\nBrings the records of a backup into the store (DATA_DIR or DATABASE_URL). With --force what is there is replaced.\n';

export async function run(args: string[]): Promise<number> {
  const [file, ...rest] = args.filter((a) => a !== '--force');
  if (!file || rest.length || file.startsWith('-')) {
    process.stderr.write(USAGE);
    return 2;
  }
  return withDatabase(async (database) => {
    const counts = await restore(database, file, { force: args.includes('--force') });
    process.stdout.write(`Restored from ${file}: ${sayCounts(counts)}.\n`);
    return 0;
  });
}
