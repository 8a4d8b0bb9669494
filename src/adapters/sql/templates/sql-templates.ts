import type { Kysely } from 'kysely';
import type { Database } from '#adapters/sql/schema.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { sqlTemplateChanges } from '#adapters/sql/templates/sql-template-changes.js';
import { sqlTemplateReads } from '#adapters/sql/templates/sql-template-reads.js';
import { sqlTemplateWrites } from '#adapters/sql/templates/sql-template-writes.js';
import type { TemplateRecords } from '#ports/template-records.js';

/** Enrolled people: reading, writing and following them. */
export const sqlTemplates = (db: Kysely<Database>, options: SqlRecordsOptions): TemplateRecords => ({
  ...sqlTemplateReads(db, options),
  ...sqlTemplateWrites(db, options),
  ...sqlTemplateChanges(db, options),
});
