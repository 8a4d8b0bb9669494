import { expect, test } from 'vitest';
import { open, seal, SealBrokenError } from '#adapters/sealing/envelope.js';

const key = new Uint8Array(32).fill(7);
const context = { table: 'verifications', column: 'result', applicationId: 'app_a', id: '1' };
const plaintext = Buffer.from('{"surname":"ERIKSSON"}');

test('a sealed value opens for the context that it was sealed for', () => {
  expect(open(key, seal(key, plaintext, context), context).toString()).toBe('{"surname":"ERIKSSON"}');
});

test('a sealed value shows nothing of its content and is new each time', () => {
  const sealed = seal(key, plaintext, context);
  expect(sealed.includes('ERIKSSON')).toBe(false);
  expect(sealed.equals(seal(key, plaintext, context))).toBe(false);
  expect(sealed.length).toBe(1 + 12 + plaintext.length + 16);
});

test.each([
  ['table', { ...context, table: 'sessions' }],
  ['column', { ...context, column: 'failure' }],
  ['tenant', { ...context, applicationId: 'app_b' }],
  ['id', { ...context, id: '2' }],
])('a value moved to another %s does not open', (_part, other) => {
  expect(() => open(key, seal(key, plaintext, context), other)).toThrow(SealBrokenError);
});

test('another key, and any flipped byte, is noticed', () => {
  const sealed = seal(key, plaintext, context);
  expect(() => open(new Uint8Array(32).fill(8), sealed, context)).toThrow(SealBrokenError);
  for (let at = 0; at < sealed.length; at++) {
    const altered = Buffer.from(sealed);
    altered[at]! ^= 1;
    expect(() => open(key, altered, context), `byte ${at}`).toThrow(SealBrokenError);
  }
});

test('an empty or shortened value is refused', () => {
  expect(() => open(key, Buffer.alloc(0), context)).toThrow(SealBrokenError);
  expect(() => open(key, seal(key, plaintext, context).subarray(0, 20), context)).toThrow(SealBrokenError);
});
