import pg from 'pg';

/** Object ids of the types that hold whole numbers: int8, and what sum() makes of int8 (pg_type.dat). */
const int8 = 20;
const numeric = 1700;

/** `pg` gives these as text, because they may not fit; ours are milliseconds and counts, as they are on SQLite. */
function exactNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new RangeError('a number is too large to be exact');
  return value;
}

type GetTypeParser = (oid: number, format?: 'text' | 'binary') => (text: string) => unknown;

const ownParser: GetTypeParser = (oid, format) =>
  (oid === int8 || oid === numeric) && format !== 'binary'
    ? exactNumber
    : (pg.types.getTypeParser(oid, format) as (text: string) => unknown); // declared as any

/** Parsers for clients of ours alone: the module's own table would change every other user of `pg`. */
export const numberTypes = {
  getTypeParser: ownParser as typeof pg.types.getTypeParser, // its overloads by format all are this
};
