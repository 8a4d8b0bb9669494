import type { Kysely, Selectable } from 'kysely';
import { calibratedPolicySchema, type CalibratedPolicy } from '#domain/calibrated-policy.js';
import type { Database } from '#adapters/sql/schema.js';
import { transact } from '#adapters/sql/transact.js';
import type { PolicyRecords } from '#ports/policy-records.js';

export function sqlPolicies(db: Kysely<Database>): PolicyRecords {
  const newest = async (inside: Kysely<Database>, name: string): Promise<CalibratedPolicy | null> => {
    const row = await inside
      .selectFrom('policies')
      .selectAll()
      .where('name', '=', name)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : fromRow(row);
  };
  return {
    add: (policy) =>
      transact(db, async (inside) => {
        const version = ((await newest(inside, policy.name))?.version ?? 0) + 1;
        const { name, createdAtEpochMs, ...body } = policy;
        await inside
          .insertInto('policies')
          .values({ name, version, created_at: createdAtEpochMs, body: JSON.stringify(body) })
          .execute();
        return { ...policy, version };
      }),
    async find(name, version) {
      const row = await db
        .selectFrom('policies')
        .selectAll()
        .where('name', '=', name)
        .where('version', '=', version)
        .executeTakeFirst();
      return row === undefined ? null : fromRow(row);
    },
    newest: (name) => newest(db, name),
    async list() {
      const rows = await db.selectFrom('policies').selectAll().orderBy('name').orderBy('version', 'desc').execute();
      return rows.map(fromRow);
    },
  };
}

const fromRow = ({ name, version, created_at: createdAtEpochMs, body }: Selectable<Database['policies']>) =>
  calibratedPolicySchema.parse({ ...(JSON.parse(body) as object), name, version, createdAtEpochMs }); // parsed, so checked
