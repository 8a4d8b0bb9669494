import type { FastifyRequest } from 'fastify';
import { expect, test } from 'vitest';
import { fingerprintOf } from '#http/exchange/fingerprint.js';

const request = (url: string, method = 'POST') => ({ url, method }) as FastifyRequest; // nothing else is read

test('the order of fields, inner ones too, and of the query makes no difference', () => {
  const one = fingerprintOf(request('/a?x=1&y=2'), { a: 1, b: { c: [1], d: Uint8Array.of(1) } });
  expect(fingerprintOf(request('/a?y=2&x=1'), { b: { d: Uint8Array.of(1), c: [1] }, a: 1 })).toBe(one);
});

test.each([
  ['method', request('/a', 'PUT'), { a: 1 }],
  ['address', request('/b'), { a: 1 }],
  ['query', request('/a?q=1'), { a: 1 }],
  ['value', request('/a'), { a: 2 }],
  ['bytes', request('/a'), { a: Uint8Array.of(1) }],
  ['more fields', request('/a'), { a: 1, b: null }],
])('another %s is another request', (_, other, body) => {
  expect(fingerprintOf(other, body)).not.toBe(fingerprintOf(request('/a'), { a: 1 }));
});
