import { afterEach, test } from 'vitest';
import { backUpAndRestore, Opened, type Kind } from '../support/backup-kinds.js';
import { describeOnPostgres } from '../support/postgres.js';

const kinds: readonly Kind[] = ['SQLite and disk', 'PostgreSQL and a bucket'];

// The long form of test/ports/backup.test.ts.
describeOnPostgres('a backup of a server at work, three times', () => {
  const opened = new Opened();
  afterEach(() => opened.close());

  test.each(kinds)('of %s, into either kind', async (kind) => {
    for (let round = 0; round < 3; round++) await backUpAndRestore(kind, kinds, opened);
  });
});
