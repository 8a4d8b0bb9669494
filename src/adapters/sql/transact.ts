import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type IsolationLevel, type Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import { StorageUnavailableError } from '#ports/storage-unavailable.js';

/**
 * SQLSTATE of what another transaction's work may cause and a second try may not meet: serialization_failure,
 * deadlock_detected.
 */
const worthRetrying = new Set<unknown>(['40001', '40P01']);

const mostTries = 20;
/** Whoever is in the way is still at work when the next try comes at once: the pauses double up to this. */
const longestPauseMs = 200;

/** Names the queue among a database's advisory locks; any number that nothing else uses. */
const queueLock = 6_115_907_312;

/**
 * Runs `work` in one transaction: all its writes become durable together, or none does. Inside another it runs as a part
 * of that one.
 *
 * Transactions are serializable on both databases: what `work` read still holds when it writes, as if nobody else had
 * been there. SQLite lets one writer in at a time. PostgreSQL lets all in and makes those that do not fit together fail;
 * such a one is tried again, 20 times within some 3 s, and those that try again do so one after the other, so that many
 * which want the same row finish one by one instead of failing each other; then `StorageUnavailableError` is thrown. So
 * `work` may run more than once: what it does must lie in the database alone. And on PostgreSQL an error of the database
 * that `work` catches has ended its transaction all the same: what may collide is to be written with `on conflict`.
 *
 * `isolationLevel`: `read committed` where each statement of `work` stands for itself (it says in its `where` what it
 * relies on): on PostgreSQL it then neither fails nor makes others fail for what was read. SQLite has but one level.
 */
export async function transact<T>(
  db: Kysely<Database>,
  work: (transaction: Kysely<Database>) => Promise<T>,
  isolationLevel: IsolationLevel = 'serializable',
): Promise<T> {
  if (db.isTransaction) return work(db);
  const once = (on: Kysely<Database>): Promise<T> => on.transaction().setIsolationLevel(isolationLevel).execute(work);
  try {
    return await once(db);
  } catch (error) {
    if (!mayPassNextTime(error)) throw error;
  }
  return inQueue(db, async (queued) => {
    for (let tries = 2; ; tries++) {
      try {
        return await once(queued);
      } catch (error) {
        if (!mayPassNextTime(error)) throw error;
        if (tries === mostTries) throw new StorageUnavailableError(error);
        await sleep(Math.min(longestPauseMs, 2 ** tries));
      }
    }
  });
}

const mayPassNextTime = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && worthRetrying.has(error.code);

/** Only PostgreSQL gets here. The lock is held by the connection, so that it goes with the process, too. */
function inQueue<T>(db: Kysely<Database>, work: (queued: Kysely<Database>) => Promise<T>): Promise<T> {
  return db.connection().execute(async (queued) => {
    await sql`select pg_advisory_lock(${sql.lit(queueLock)})`.execute(queued);
    try {
      return await work(queued);
    } finally {
      // A connection that broke has given it back, and what was committed before stays so.
      await sql`select pg_advisory_unlock(${sql.lit(queueLock)})`.execute(queued).catch(() => undefined);
    }
  });
}
