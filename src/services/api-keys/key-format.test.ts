import { expect, test } from 'vitest';
import { formatKey, newApplicationId, newKeyParts, parseKey } from '#services/api-keys/key-format.js';

const id = 'abcDEF123456';
const secret = 'A'.repeat(40);

test.each([
  ['secret', 'live', `sk_live_${id}_${secret}`],
  ['secret', 'test', `sk_test_${id}_${secret}`],
  ['publishable', 'live', `pk_live_${id}_${secret}`],
  ['publishable', 'test', `pk_test_${id}_${secret}`],
] as const)('a %s key of mode %s', (kind, mode, text) => {
  expect(formatKey({ kind, mode, id, secret })).toBe(text);
  expect(parseKey(text)).toEqual({ kind, mode, id, secret });
});

test.each([
  '',
  'sk_live',
  `xk_live_${id}_${secret}`,
  `sk_prod_${id}_${secret}`,
  `sk_live_${id}_${secret}A`,
  ` sk_live_${id}_${secret}`,
  `sk_live_${id}_${secret}\n`,
  `sk_live_${id}_${'é'.repeat(40)}`,
])('%j is no key', (text) => {
  expect(parseKey(text)).toBeNull();
});

test('new keys and applications are new', () => {
  const [first, second] = [newKeyParts('secret', 'live'), newKeyParts('secret', 'live')];
  expect(parseKey(formatKey(first))).toEqual(first);
  expect(first.id).not.toBe(second.id);
  expect(first.secret).not.toBe(second.secret);
  expect(newApplicationId()).toMatch(/^app_[0-9A-Za-z]{16}$/);
});
