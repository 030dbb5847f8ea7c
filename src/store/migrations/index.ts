/** All migrations in order, run at start under a lock, so that several instances may start at once. */
import type { Kysely } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { StoreError } from '../errors.ts';
import { first } from './0001-first.ts';
import { fewerIndexes } from './0002-fewer-indexes.ts';

const MIGRATIONS: Record<string, Migration> = {
  '0001-first': first,
  '0002-fewer-indexes': fewerIndexes,
};

/** The name of the newest, which a backup carries. */
export const NEWEST = Object.keys(MIGRATIONS).at(-1)!;

/** Kysely takes a lock of the database's own for it; whoever comes second finds the work done. */
export async function migrate(db: Kysely<never>): Promise<void> {
  const migrator = new Migrator({
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => MIGRATIONS },
  });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  if (/corrupted migrations/.test(String(error)))
    throw new StoreError(
      'TOO_NEW',
      'The database was made by a newer version of this program. Install that version, or restore a backup into an empty database.',
      { cause: error },
    );
  throw error;
}
