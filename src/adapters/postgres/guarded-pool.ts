import type { PostgresPool } from 'kysely';
import pg from 'pg';
import { StorageUnavailableError } from '#ports/storage-unavailable.js';

/** `work` caught an error of the database and went on; PostgreSQL had undone its transaction by then. */
export class TransactionAbortedError extends Error {
  override readonly name = 'TransactionAbortedError';
}

/**
 * A pool as Kysely takes it, with what `pg` leaves to its users:
 *
 * - A connection that broke, was ended by the server or did not answer is closed and never lent again: what it says next
 *   may be the answer to an earlier question. Rolling back on it is no error: closing it does that.
 * - A commit that the server answered by a rollback is an error. PostgreSQL says so in the command's tag alone.
 * - An idle connection that breaks ends the process unless somebody listens.
 * - A text with a NUL in it is an error of the database, and the fault of whoever sent it.
 */
export function guardPool(pool: pg.Pool): PostgresPool {
  const overlook = (): void => undefined; // the next query on it fails, or the pool has dropped it by then
  pool.on('error', overlook);
  pool.on('connect', (client) => client.on('error', overlook));

  const guarded = {
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw new StorageUnavailableError(error);
      });
      let broken: Error | null = null;
      return {
        async query(text: string, values: readonly unknown[]) {
          if (broken !== null) {
            if (text === 'rollback') return { command: 'ROLLBACK', rowCount: 0, rows: [] };
            throw broken;
          }
          const result = await client.query(text, values.map(storable)).catch((error: unknown) => {
            // A value that cannot be read is a fault of ours, and no sign of a server that is away.
            const isUnavailable = !(error instanceof RangeError) && (!isAnswer(error) || hasNoMeans(error));
            const told = isUnavailable ? new StorageUnavailableError(error) : error;
            if (!isAnswer(error)) broken = told instanceof Error ? told : new Error('the connection broke');
            throw told;
          });
          if (text === 'commit' && result.command === 'ROLLBACK') {
            throw new TransactionAbortedError('the transaction was undone by an error that was caught inside it');
          }
          return result;
        },
        release: () => client.release(broken !== null),
      };
    },
    end: () => pool.end(),
  };
  // Kysely asks for more of a client's type (cursors) than its driver uses.
  return guarded as unknown as PostgresPool;
}

/**
 * PostgreSQL's texts hold no NUL, and a statement with one fails; `pg` writes U+FFFD for halves of surrogate pairs, which UTF-8
 * lacks, and so it is done here. What is looked for by such a text is not found, as on SQLite.
 */
const storable = (value: unknown): unknown => (typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value);

/** SQLSTATE classes and codes after which the server ends the connection: 08 connection, 57P operator, 25P03 idle. */
const lastWords = /^(08|57P|25P03)/;

/**
 * SQLSTATE classes and codes of a server that answers and cannot: 53 its disk, memory or connections are used up, 58 its
 * system fails, 57014 and 55P03 it took too long or waited too long for a lock, 25006 it only lets one read.
 */
const noMeans = /^(53|58|57014|55P03|25006)/;

const hasNoMeans = (error: unknown): boolean => error instanceof pg.DatabaseError && noMeans.test(error.code ?? '');

/** Whether the server answered and the connection goes on. */
const isAnswer = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code !== undefined && !lastWords.test(error.code);
