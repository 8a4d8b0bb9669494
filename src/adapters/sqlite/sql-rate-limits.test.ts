import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Kysely } from 'kysely';
import { migrate } from '#adapters/sql/migrate.js';
import type { Database } from '#adapters/sql/schema.js';
import { sqliteFlavour } from '#adapters/sql/sql-flavour.js';
import { sqlRateLimits } from '#adapters/sql/sql-rate-limits.js';
import { openDatabase } from '#adapters/sqlite/open-database.js';
import { BonafideSqliteDialect } from '#adapters/sqlite/sqlite-dialect.js';
import { describeRateLimits } from '#ports/rate-limits.suite.js';

describeRateLimits('SQLite', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-rates-'));
  const database = openDatabase(path.join(directory, 'a.sqlite'));
  const db = new Kysely<Database>({ dialect: new BonafideSqliteDialect(database) });
  await migrate(db, sqliteFlavour);
  return {
    rateLimits: sqlRateLimits(db),
    async close() {
      await db.destroy();
      rmSync(directory, { recursive: true });
    },
  };
});
