import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { databaseFileName, openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { describeAudit } from '#ports/audit-records.suite.js';

const changes = {
  'flip-detail': `update audit_entries set details = '{"kind":"publishable"}' where sequence = 2`,
  'drop-first': 'delete from audit_entries where sequence = 1',
  'drop-last': 'delete from audit_entries where sequence = 3',
  rewind: `delete from audit_entries where sequence = 3;
    update audit_heads set sequence = 2, hash = (select hash from audit_entries where sequence = 2)`,
  swap: `update audit_entries set sequence = case sequence when 2 then 1003 else 1002 end where sequence > 1;
    update audit_entries set sequence = sequence - 1000 where sequence > 1000`,
} as const;

describeAudit('SQLite', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-audit-'));
  const store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  return {
    records: store.records,
    async tamper(change) {
      const database = new BetterSqlite3(path.join(directory, databaseFileName));
      database.exec(changes[change]);
      database.close();
    },
    async close() {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
});
