/** PostgreSQL, shared by several instances. */
import { PostgresDialect } from 'kysely';
import pg from 'pg';

const INT8 = 20;
const CONNECTIONS = 10;

/**
 * @param url DATABASE_URL
 * @param onLost told when a connection breaks while nobody uses it; the next query opens another
 */
export function postgresDialect(url: string, onLost: (error: Error) => void): PostgresDialect {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: 'caaspp-assistant',
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    statement_timeout: 60_000,
    // An instance that hangs in the middle of a change must not hold up the others.
    idle_in_transaction_session_timeout: 60_000,
    types: {
      // Moments and counts stay well under 2⁵³.
      getTypeParser: (oid, format) => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)),
    },
  });
  pool.on('error', onLost);
  // A client in use that loses its connection between two queries says so here; unheard, it would end the process.
  pool.on('connect', (client) => client.on('error', onLost));
  return new PostgresDialect({ pool });
}
