import { z } from 'zod';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { PageMark } from '#ports/owner.js';

export { pageQuery, pageSchema } from '#contract/page.js';

/** What a database can be asked with: a whole number and printable characters, as every id of ours is; lists without one leave it empty. */
const markSchema = z.tuple([z.int(), z.string().regex(/^\P{C}{0,200}$/u)]);

/** A place in a list, opaque to callers. */
export const cursorOf = ({ createdAtEpochMs, id }: PageMark): string =>
  Buffer.from(JSON.stringify([createdAtEpochMs, id])).toString('base64url');

/** Null: the first page. Failure `request-invalid` for anything that this server did not give out. */
export function readCursor(cursor: string | undefined): Outcome<PageMark | null> {
  if (cursor === undefined) return ok(null);
  try {
    const [createdAtEpochMs, id] = markSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
    return ok({ createdAtEpochMs, id });
  } catch {
    return fail({ code: 'request-invalid', detail: 'cursor: not one that this server gave' });
  }
}

/** One page out of one row more than was asked for: the row beyond tells whether there is another page. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  markOf: (row: Row) => PageMark,
): { readonly rows: readonly Row[]; readonly nextCursor: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: rows.length > limit && last !== undefined ? cursorOf(markOf(last)) : null };
}
