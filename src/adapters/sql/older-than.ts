import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { PageMark } from '#ports/owner.js';

/** For a list that is newest first by `created_at` and then `id`: the rows behind the last one of the page before. */
export const olderThan = ({ createdAtEpochMs, id }: PageMark): RawBuilder<SqlBool> =>
  sql<SqlBool>`(created_at < ${createdAtEpochMs} or (created_at = ${createdAtEpochMs} and id < ${id}))`;
