/** Builds tables in the few column kinds that mean the same on SQLite and PostgreSQL. */
import { type CreateTableBuilder, type Kysely, PostgresAdapter } from 'kysely';

/** A name that ends in `!` is required. */
export interface TableOptions {
  name: string;
  /** A text key given by us … */
  key?: string;
  /** … or a number counted by the database. */
  serial?: string;
  texts?: string[];
  /** More texts, where one line is too short. */
  more?: string[];
  /** Whole numbers up to 2⁵³: moments, counts, yes and no. */
  integers?: string[];
  reals?: string[];
  indexes?: string[][];
  unique?: string[][];
}

export function builder(db: Kysely<unknown>) {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  return {
    async create(options: TableOptions): Promise<void> {
      const { name, key, serial, texts = [], more = [], integers = [], reals = [] } = options;
      let table: CreateTableBuilder<string, string> = db.schema.createTable(name);
      if (key) table = table.addColumn(key, 'text', (c) => c.primaryKey().notNull());
      if (serial && postgres) table = table.addColumn(serial, 'bigserial', (c) => c.primaryKey());
      if (serial && !postgres)
        table = table.addColumn(serial, 'integer', (c) => c.primaryKey().autoIncrement());
      for (const [kind, columns] of [
        ['text', [...texts, ...more]],
        ['bigint', integers],
        ['double precision', reals],
      ] as const)
        for (const column of columns)
          table = table.addColumn(column.replace('!', ''), kind, (c) =>
            column.endsWith('!') ? c.notNull() : c,
          );
      for (const columns of options.unique ?? [])
        table = table.addUniqueConstraint(`${name}_${columns.join('_')}_unique`, columns);
      await table.execute();
      for (const columns of options.indexes ?? [])
        await db.schema
          .createIndex(`${name}_${columns.join('_')}_index`)
          .on(name)
          .columns(columns)
          .execute();
    },
  };
}
