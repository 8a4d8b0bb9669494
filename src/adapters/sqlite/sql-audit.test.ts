import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { auditTampering } from '#adapters/sql/audit-tampering.suite.js';
import { databaseFileName } from '#adapters/sqlite/open-sqlite-database.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { describeAudit } from '#ports/audit-records.suite.js';

describeAudit('SQLite', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-audit-'));
  const store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  return {
    records: store.records,
    async tamper(change) {
      const database = new BetterSqlite3(path.join(directory, databaseFileName));
      database.exec(auditTampering[change]);
      database.close();
    },
    async close() {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
});
