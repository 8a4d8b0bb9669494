import { expect, test } from 'vitest';
import { formatMasterKeys, parseMasterKeys } from '#adapters/sealing/master-key-text.js';

const key = (byte: number): Uint8Array => new Uint8Array(32).fill(byte);
const text = (byte: number): string => Buffer.alloc(32, byte).toString('base64');

test.each([
  [text(1), [key(1)]],
  [`${text(2)}, ${text(1)},`, [key(2), key(1)]],
  [`${text(2)},${text(1)},${text(2)}`, [key(2), key(1)]],
  [Buffer.alloc(32, 0xfb).toString('base64url'), [key(0xfb)]],
  ['', null],
  [',', null],
  [`${text(1)},short`, null],
  [`${text(1)}\n${text(2)}`, null],
  [Buffer.alloc(33, 1).toString('base64'), null],
])('%j', (given, expected) => {
  expect(parseMasterKeys(given, ',')).toEqual(expected);
});

test('what is written in lines is read back', () => {
  expect(parseMasterKeys(formatMasterKeys([key(2), key(1)]), '\n')).toEqual([key(2), key(1)]);
});
