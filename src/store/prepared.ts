/** Statements that every reply runs: put together once, not each time. */
import type { Compilable, CompiledQuery, DialectAdapter } from 'kysely';
import type { Db } from './database.ts';
import { clean, refuseWithin } from './plugins.ts';

class Placeholder {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query whose values are filled in later. Compiled anew for each kind of database.
 * @param build the query, with `given.name` where a value belongs; it may depend on nothing else
 * @returns runs it; its rows
 * @example
 * const byId = prepared((db, given: { id: string }) => db.selectFrom('people').selectAll().where('id', '=', given.id));
 * const [person] = await byId(db, { id: 'slack:T1:U1' });
 */
export function prepared<Given extends object, Row>(
  build: (db: Db, given: Given) => Compilable<Row>,
): (db: Db, given: Given) => Promise<Row[]> {
  const compiled = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  const given = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as Given;
  return async (db, values) => {
    refuseWithin(db);
    const executor = db.getExecutor();
    const query = compiled.get(executor.adapter) ?? build(db, given).compile();
    compiled.set(executor.adapter, query);
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? clean(values[parameter.name as keyof Given]) : parameter,
    );
    return (await executor.executeQuery<Row>({ ...query, parameters })).rows;
  };
}

/** Names the columns of a row that is given later. */
export function columns<Row extends object, Name extends keyof Row>(
  row: Row,
  ...names: Name[]
): Pick<Row, Name> {
  return Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, Name>;
}
