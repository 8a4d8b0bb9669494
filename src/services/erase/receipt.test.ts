import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { createKeyedHash } from '#adapters/sealing/keyed-hash.js';
import { canonicalJson } from '#services/erase/canonical-json.js';
import { receiptPublicKey, signReceipt, verifyReceipt, type ErasureStatement } from '#services/erase/receipt.js';

const keyedHash = createKeyedHash(new Uint8Array(32).fill(1));
const publicKey = receiptPublicKey(keyedHash);
const statement: ErasureStatement = {
  id: '7e5a1c9e-0000-4000-8000-000000000001',
  applicationId: 'app_a',
  mode: 'live',
  subject: { kind: 'user', hash: 'ab'.repeat(32) },
  erasedAt: '2026-01-01T00:00:00.000Z',
  counts: { verifications: 2, files: 4 },
};
const receipt = signReceipt(keyedHash, statement);

test('a receipt says what was signed, and by which key', () => {
  expect(receipt).toEqual({
    ...statement,
    keyId: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
    signature: expect.stringMatching(/^[A-Za-z0-9+/]{86}==$/) as string,
  });
  expect(publicKey).toMatch(/^-----BEGIN PUBLIC KEY-----\n[A-Za-z0-9+/=]{60}\n-----END PUBLIC KEY-----\n$/);
});

test('it holds however it is laid out', () => {
  const reordered = Object.fromEntries(Object.entries(receipt).reverse());
  for (const text of [JSON.stringify(receipt), JSON.stringify(receipt, null, 4), JSON.stringify(reordered)]) {
    expect(verifyReceipt(publicKey, text)).toBe('valid');
  }
});

test.each<[string, object]>([
  ['count', { counts: { verifications: 2, files: 5 } }],
  ['subject', { subject: { kind: 'check', hash: statement.subject.hash } }],
  ['time', { erasedAt: '2026-01-02T00:00:00.000Z' }],
  ['application', { applicationId: 'app_b' }],
  ['signature', { signature: Buffer.alloc(64).toString('base64') }],
])('an altered %s is noticed', (_, change) => {
  expect(verifyReceipt(publicKey, JSON.stringify({ ...receipt, ...change }))).toBe('altered');
});

test('a receipt of another installation is told apart from an altered one', () => {
  const other = createKeyedHash(new Uint8Array(32).fill(2));
  expect(verifyReceipt(receiptPublicKey(other), JSON.stringify(receipt))).toBe('other-key');
  const { publicKey: stranger } = generateKeyPairSync('ed25519');
  const pem = stranger.export({ format: 'pem', type: 'spki' }).toString();
  expect(verifyReceipt(pem, JSON.stringify(receipt))).toBe('other-key');
});

test.each(['', '{', '[]', '{"id":"1"}', JSON.stringify({ ...receipt, more: 1 })])('%j is no receipt', (text) => {
  expect(verifyReceipt(publicKey, text)).toBe('not-a-receipt');
});

test('canonical JSON: sorted keys, no spaces', () => {
  expect(canonicalJson({ b: 1, a: { d: 'ü"', c: null } })).toBe('{"a":{"c":null,"d":"ü\\""},"b":1}');
});
