import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { masterKeyFromSecret } from '#adapters/sealing/master-key.js';
import { openSqliteStore } from '#adapters/sqlite/open-sqlite-store.js';
import { describeReviews } from '#ports/review-records.suite.js';

describeReviews('SQLite', async () => {
  const directory = mkdtempSync(path.join(tmpdir(), 'bonafide-reviews-'));
  const store = await openSqliteStore({ directory, masterKey: masterKeyFromSecret(new Uint8Array(32)), nowEpochMs: 1 });
  return {
    records: store.records,
    async close() {
      await store.close();
      rmSync(directory, { recursive: true });
    },
  };
});
