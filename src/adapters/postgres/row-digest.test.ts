import { expect, test } from 'vitest';
import { createRowDigest, type Row } from '#adapters/postgres/row-digest.js';

function digestOf(...rows: Row[]) {
  const digest = createRowDigest();
  for (const row of rows) digest.add(row);
  return digest.result();
}
const a = { id: 'a', at: 1, bytes: Uint8Array.of(1, 2), none: null };
const b = { id: 'b', at: 2, bytes: Uint8Array.of(), none: 'x' };

test('the same rows in another order, with columns in another order, are the same', () => {
  const { id, at, bytes, none } = a;
  expect(digestOf(a, b)).toEqual(digestOf(b, { none, bytes: Buffer.from(bytes), at, id }));
  expect(digestOf(a, b)).toEqual({ rows: 2, digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string });
  expect(digestOf()).toEqual({ rows: 0, digest: '0'.repeat(64) });
});

test.each([
  [{ ...a, id: 'b' }],
  [{ ...a, at: '1' }],
  [{ ...a, bytes: Uint8Array.of(1, 3) }],
  [{ ...a, bytes: 'AQI=' }],
  [{ ...a, none: 'null' }],
])('%j is another', (other) => {
  expect(digestOf(other).digest).not.toBe(digestOf(a).digest);
});

test('a row twice is not a row that is missing', () => {
  expect(digestOf(a, a).digest).not.toBe(digestOf().digest);
  expect(digestOf(a, a).digest).not.toBe(digestOf(a).digest);
});
