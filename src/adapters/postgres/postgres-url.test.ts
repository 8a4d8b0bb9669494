import { expect, test } from 'vitest';
import { strictTlsUrl } from '#adapters/postgres/postgres-url.js';

test.each([
  ['postgres://a:b@c/d?sslmode=require', 'postgres://a:b@c/d?sslmode=verify-full'],
  [
    'postgres://a:b@c/d?sslrootcert=x&sslmode=verify-ca&y=1',
    'postgres://a:b@c/d?sslrootcert=x&sslmode=verify-full&y=1',
  ],
  ['postgres://a:b@c/d?sslmode=no-verify', 'postgres://a:b@c/d?sslmode=no-verify'],
  ['postgres://a:b@c/d?uselibpqcompat=true&sslmode=require', 'postgres://a:b@c/d?uselibpqcompat=true&sslmode=require'],
  ['postgres://a:sslmode=require@c/d', 'postgres://a:sslmode=require@c/d'],
])('%s', (url, expected) => {
  expect(strictTlsUrl(url)).toBe(expected);
});
