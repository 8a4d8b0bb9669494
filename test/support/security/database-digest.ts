import { createHash } from 'node:crypto';
import type BetterSqlite3 from 'better-sqlite3';

/** Change with every request, whoever sends it: what a caller may still do in this second, and until when a claim of work holds. */
const tablesOfEveryRequest: readonly string[] = ['rate_limits', 'jobs'];

/** Table → a digest of everything in it. */
export function databaseDigest(database: BetterSqlite3.Database): Record<string, string> {
  const tables = database
    .prepare<[], { name: string }>("select name from sqlite_master where type = 'table' order by name")
    .all()
    .map(({ name }) => name)
    .filter((name) => !tablesOfEveryRequest.includes(name));
  return Object.fromEntries(
    tables.map((name) => {
      const rows = database.prepare(`select * from "${name}"`).raw().all();
      const hash = createHash('sha256');
      for (const row of rows as unknown[][]) hash.update(JSON.stringify(row));
      return [name, hash.digest('hex')];
    }),
  );
}
