import { afterEach, test } from 'vitest';
import { backUpAndRestore, Opened } from '../support/backup-kinds.js';
import { describeOnPostgres } from '../support/postgres.js';
import { wholeTest } from '../support/test-form.js';

// Server processes with scripted workers, the sandbox, and the command line beside them. Each kind is put back into the
// other one; into its own: test/long/backup.test.ts.
describeOnPostgres(
  'everything acknowledged before a backup of a server at work began is there once it is put back',
  () => {
    const opened = new Opened();
    afterEach(() => opened.close());

    wholeTest('of SQLite and disk, into PostgreSQL and a bucket', async () => {
      await backUpAndRestore('SQLite and disk', ['PostgreSQL and a bucket'], opened);
    });

    test('of PostgreSQL and a bucket, into SQLite and disk', async () => {
      await backUpAndRestore('PostgreSQL and a bucket', ['SQLite and disk'], opened);
    });
  },
);
