import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { queryPostgres } from '../postgres-query.js';

/** Asks the database of a server directly, past everything of ours; counts come as numbers. */
export type Ask = (statement: string) => Promise<Record<string, unknown>[]>;

export const askPostgres =
  (url: string): Ask =>
  (statement) =>
    queryPostgres(url, statement);

export const askSqlite =
  (dataDirectory: string): Ask =>
  async (statement) => {
    const database = new BetterSqlite3(path.join(dataDirectory, 'bonafide.sqlite'), { readonly: true, timeout: 5000 });
    try {
      return database.prepare(statement).all() as Record<string, unknown>[]; // as the statement names them
    } finally {
      database.close();
    }
  };

export async function countOf(ask: Ask, from: string): Promise<number> {
  const [row] = await ask(`select count(*) as count from ${from}`);
  return Number(row!['count']);
}
