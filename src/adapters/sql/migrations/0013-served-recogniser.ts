import type { Kysely } from 'kysely';

/** The face recogniser that a server ran with last. Never edited once applied. */
export async function servedRecogniser(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('installation').addColumn('served_recogniser', 'text').execute();
}
