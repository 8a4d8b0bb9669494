import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { InstallationRecords } from '#ports/installation-records.js';

/** In the one row of the installation, which opening the store has made. */
export function sqlInstallationRecords(db: Kysely<Database>): InstallationRecords {
  return {
    async servedRecogniser() {
      const row = await db.selectFrom('installation').select('served_recogniser').executeTakeFirst();
      return row?.served_recogniser ?? null;
    },
    async keepServedRecogniser(id) {
      await db.updateTable('installation').set({ served_recogniser: id }).execute();
    },
  };
}
