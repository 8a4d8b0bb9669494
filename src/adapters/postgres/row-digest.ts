import { createHash } from 'node:crypto';

export type Row = Readonly<Record<string, unknown>>;

const modulus = 1n << 256n;

/** Counts and digests rows in whatever order they come. */
export interface RowDigest {
  add(row: Row): void;
  /** `rows`: how many; `digest`: 64 hex digits, equal where the same rows were added, each as often. */
  result(): { readonly rows: number; readonly digest: string };
}

/**
 * The sum, modulo 2^256, of the rows' SHA-256: two databases give rows in different orders. It shows what went wrong on
 * the way, and does not withstand somebody who makes up rows.
 */
export function createRowDigest(): RowDigest {
  let sum = 0n;
  let rows = 0;
  return {
    add(row) {
      const hash = createHash('sha256').update(canonical(row)).digest('hex');
      sum = (sum + BigInt(`0x${hash}`)) % modulus;
      rows += 1;
    },
    result: () => ({ rows, digest: sum.toString(16).padStart(64, '0') }),
  };
}

/** The columns by name, each value with its kind, so that 1, "1" and the byte 0x31 differ. */
const canonical = (row: Row): string =>
  JSON.stringify(
    Object.entries(row)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) =>
        value instanceof Uint8Array
          ? [name, 'bytes', Buffer.from(value).toString('base64')]
          : [name, typeof value, value],
      ),
  );
