import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256 } from '#web/capture/captcha/sha256.js';

test('gives the digests that node:crypto gives, across all lengths of padding', () => {
  for (let length = 0; length < 200; length += 1) {
    const message = Uint8Array.from({ length }, (_, index) => (index * 31 + length) & 255);
    expect(Buffer.from(sha256(message)).toString('hex')).toBe(createHash('sha256').update(message).digest('hex'));
  }
});
