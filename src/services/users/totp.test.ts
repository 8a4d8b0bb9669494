import { expect, test } from 'vitest';
import { base32, matchingStep, totpCode, totpStepAt, totpUri } from '#services/users/totp.js';

const secret = new Uint8Array(Buffer.from('12345678901234567890'));

// RFC 6238, Appendix B, the rows of SHA-1; their eight digits end in the six of an authenticator.
test.each([
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
])('the code at %d s is that of RFC 6238', (seconds, expected) => {
  expect(totpCode(secret, totpStepAt(seconds * 1000))).toBe(expected.slice(2));
});

test('a code counts in its step and the one to either side', () => {
  const code = totpCode(secret, 100);
  expect([98, 99, 100, 101, 102].map((step) => matchingStep(secret, code, step * 30_000))).toEqual([
    null,
    100,
    100,
    100,
    null,
  ]);
  expect(matchingStep(secret, '12345', 0)).toBeNull();
  expect(matchingStep(secret, 'abcdef', 0)).toBeNull();
});

// RFC 4648 §10.
test.each([
  ['f', 'MY'],
  ['fo', 'MZXQ'],
  ['foo', 'MZXW6'],
  ['foob', 'MZXW6YQ'],
  ['fooba', 'MZXW6YTB'],
  ['foobar', 'MZXW6YTBOI'],
])('base32 of %s', (text, expected) => {
  expect(base32(Buffer.from(text))).toBe(expected);
});

test('the address of an authenticator names the user and holds the secret', () => {
  expect(totpUri(secret, 'ana@example.org')).toBe(
    'otpauth://totp/Bonafide%3Aana%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Bonafide&algorithm=SHA1&digits=6&period=30',
  );
});
