import { sql, type Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { ChangePosition } from '#ports/template-records.js';

const rowId = 'self';

/**
 * Takes the next `count` numbers of the installation and gives the first. The row stays locked until the transaction
 * ends, so that numbers become visible in their order: a later writer waits.
 */
export async function takeNumbers(db: Kysely<Database>, count: number): Promise<number> {
  const { last } = await db
    .insertInto('template_numbers')
    .values({ id: rowId, last: count, swept: 0 })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ last: sql<number>`template_numbers.last + ${count}` }),
    )
    .returning('last')
    .executeTakeFirstOrThrow();
  return last - count + 1;
}

export async function readPosition(db: Kysely<Database>): Promise<ChangePosition> {
  const row = await db
    .selectFrom('template_numbers')
    .select(['last', 'swept'])
    .where('id', '=', rowId)
    .executeTakeFirst();
  return row ?? { last: 0, swept: 0 };
}

/** Keeps every other writer of templates waiting until the transaction ends. */
export async function holdNumbers(db: Kysely<Database>): Promise<ChangePosition> {
  if (!db.isTransaction) throw new Error('holding templates needs a transaction');
  await takeNumbers(db, 0);
  return readPosition(db);
}

/** Remembers that deletions up to a number are no longer listed. */
export async function markSwept(db: Kysely<Database>, upTo: number): Promise<void> {
  await db
    .updateTable('template_numbers')
    .set({ swept: upTo })
    .where('id', '=', rowId)
    .where('swept', '<', upTo)
    .execute();
}
