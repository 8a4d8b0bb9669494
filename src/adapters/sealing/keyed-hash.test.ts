import { expect, test } from 'vitest';
import { createKeyedHash } from '#adapters/sealing/keyed-hash.js';

const hash = createKeyedHash(new Uint8Array(32).fill(1));
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

test('equal values hash equally, under one purpose and one secret', () => {
  expect(hex(hash.digest('lookup', 'L898902C3'))).toBe(hex(hash.digest('lookup', 'L898902C3')));
  expect(hash.digest('lookup', 'L898902C3')).toHaveLength(32);
});

test('another value, purpose or secret gives another digest', () => {
  const other = createKeyedHash(new Uint8Array(32).fill(2));
  const digests = [
    hash.digest('lookup', 'L898902C3'),
    hash.digest('lookup', 'L898902C4'),
    hash.digest('api-key', 'L898902C3'),
    other.digest('lookup', 'L898902C3'),
  ].map(hex);
  expect(new Set(digests).size).toBe(4);
});
