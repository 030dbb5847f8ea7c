/** `npm run backup -- FILE`: all records in one file, also beside a running server. */
import { backup } from './backup.ts';
import { sayCounts, withDatabase } from './commands.ts';

const USAGE =
  'Usage: npm run backup -- FILE\nWrites all records of the store (DATA_DIR or DATABASE_URL) to FILE, such as backup.jsonl.gz.\n';

export async function run([file, ...rest]: string[]): Promise<number> {
  if (!file || rest.length || file.startsWith('-')) {
    process.stderr.write(USAGE);
    return 2;
  }
  return withDatabase(
    async (database) => {
      const counts = await backup(database, file, new Date().toISOString());
      process.stdout.write(`${file}: ${sayCounts(counts)}.\nIt holds personal data: keep it safe.\n`);
      return 0;
    },
    { beside: true },
  );
}
