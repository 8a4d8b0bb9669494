import BetterSqlite3 from 'better-sqlite3';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type DialectAdapter,
  type Driver,
} from 'kysely';
import { StorageUnavailableError } from '#ports/storage-unavailable.js';

/** Takes the write lock at once: a transaction that begins by reading could not wait for another process later. */
class ImmediateDriver extends SqliteDriver {
  readonly #database: BetterSqlite3.Database;
  #telling: DatabaseConnection | null = null;

  constructor(database: BetterSqlite3.Database) {
    super({ database });
    this.#database = database;
  }

  /** There is one connection. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    this.#telling ??= {
      executeQuery: async (query) => {
        try {
          return await connection.executeQuery(query);
        } catch (error) {
          throw explained(error);
        }
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
    return this.#telling;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }

  /** SQLite itself has ended a transaction that met a full disk; rolling it back again would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** No room, a disk that fails or may not be written, a file that is gone, another process that keeps it: https://sqlite.org/rescode.html */
const unavailable = /^SQLITE_(FULL|IOERR|READONLY|CANTOPEN|BUSY|LOCKED)/;

const explained = (error: unknown): unknown =>
  error instanceof BetterSqlite3.SqliteError && unavailable.test(error.code)
    ? new StorageUnavailableError(error)
    : error;

/** SQLite does roll back table changes; Kysely leaves that unused. A crash amid a migration then leaves no half. */
class TransactionalDdlAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

export class BonafideSqliteDialect extends SqliteDialect {
  readonly #database: BetterSqlite3.Database;

  constructor(database: BetterSqlite3.Database) {
    super({ database });
    this.#database = database;
  }

  override createDriver(): Driver {
    return new ImmediateDriver(this.#database);
  }

  override createAdapter(): DialectAdapter {
    return new TransactionalDdlAdapter();
  }
}
