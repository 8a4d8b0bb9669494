import { sql, type Kysely } from 'kysely';
import { modeSchema } from '#domain/access.js';
import type { Database } from '#adapters/sql/schema.js';
import type { UsageRecords } from '#ports/usage-records.js';

export function sqlUsage(db: Kysely<Database>): UsageRecords {
  const takeTokens = async (applicationId: string, tokens: number): Promise<boolean> => {
    if (tokens === 0) return true;
    const result = await db
      .updateTable('applications')
      .set((column) => ({ token_balance: column('token_balance', '-', tokens) }))
      .where('id', '=', applicationId)
      .where('token_balance', '>=', tokens)
      .executeTakeFirst();
    return result.numUpdatedRows > 0n;
  };
  const balance = async (applicationId: string): Promise<number> => {
    const row = await db
      .selectFrom('applications')
      .select('token_balance')
      .where('id', '=', applicationId)
      .executeTakeFirstOrThrow();
    return row.token_balance;
  };

  return {
    async charge({ owner: { applicationId, mode }, keyId, day, operation, tokens }) {
      if (!(await takeTokens(applicationId, tokens))) return false;
      await db
        .insertInto('usage')
        .values({ application_id: applicationId, mode, api_key_id: keyId, day, operation, calls: 1, tokens })
        .onConflict((conflict) =>
          conflict.columns(['application_id', 'day', 'mode', 'api_key_id', 'operation']).doUpdateSet({
            calls: sql`usage.calls + 1`,
            tokens: sql`usage.tokens + ${tokens}`,
          }),
        )
        .execute();
      return true;
    },
    balance,
    async addTokens(applicationId, tokens) {
      await db
        .updateTable('applications')
        .set({
          token_balance: sql<number>`case when token_balance + ${tokens} < 0 then 0 else token_balance + ${tokens} end`,
        })
        .where('id', '=', applicationId)
        .execute();
      return balance(applicationId);
    },
    async callsOnDay(applicationId, day) {
      const rows = await db
        .selectFrom('usage')
        .select('calls')
        .where('application_id', '=', applicationId)
        .where('day', '=', day)
        .execute();
      return rows.reduce((sum, { calls }) => sum + calls, 0);
    },
    async list(applicationId, { fromDay, toDay }) {
      const rows = await db
        .selectFrom('usage')
        .selectAll()
        .where('application_id', '=', applicationId)
        .where('day', '>=', fromDay)
        .where('day', '<=', toDay)
        .orderBy('day')
        .orderBy('mode')
        .orderBy('api_key_id')
        .orderBy('operation')
        .execute();
      return rows.map((row) => ({
        mode: modeSchema.parse(row.mode),
        keyId: row.api_key_id,
        day: row.day,
        operation: row.operation,
        calls: row.calls,
        tokens: row.tokens,
      }));
    },
  };
}
