import { expect, test } from 'vitest';
import { claimCookie, claimSecretsOf } from '#services/sessions/claim-cookie.js';

const options = { path: '/flow/abc', embedded: false, maxAgeSeconds: 600, secure: true };

test.each([
  [options, 'bonafide-claim=s; Path=/flow/abc; Max-Age=600; HttpOnly; Secure; SameSite=Lax'],
  [
    { ...options, embedded: true, secure: false },
    'bonafide-claim=s; Path=/flow/abc; Max-Age=600; HttpOnly; Secure; SameSite=None; Partitioned',
  ],
  [{ ...options, secure: false }, 'bonafide-claim=s; Path=/flow/abc; Max-Age=600; HttpOnly; SameSite=Lax'],
])('the cookie with %j', (given, header) => {
  expect(claimCookie('s', given)).toBe(header);
});

test.each([
  [undefined, []],
  ['', []],
  ['a=b; bonafide-claim=; bonafide-claim', []],
  ['bonafide-claim=one; other=x; bonafide-claim=two', ['one', 'two']],
])('secrets of %j', (header, secrets) => {
  expect(claimSecretsOf(header)).toEqual(secrets);
});
