import { expect, test } from 'vitest';
import { createMemoryRateLimits } from '#adapters/memory/memory-rate-limits.js';
import type { RateLimits } from '#ports/rate-limits.js';
import { takeAddressTry } from '#services/users/tries.js';

test('a network has twenty tries at once, and its address is stored nowhere', async () => {
  const subjects = new Set<string>();
  const memory = createMemoryRateLimits();
  const rateLimits: RateLimits = {
    ...memory,
    async take(subject, ...more) {
      subjects.add(subject);
      return memory.take(subject, ...more);
    },
  };
  const keyedHash = { digest: () => Uint8Array.of(0xab, 0xcd) };
  for (let tries = 1; tries <= 20; tries++) {
    expect(await takeAddressTry({ rateLimits, keyedHash }, '192.0.2.7', 1)).toMatchObject({ ok: true });
  }
  expect(await takeAddressTry({ rateLimits, keyedHash }, '192.0.2.7', 1)).toMatchObject({ ok: false });
  expect([...subjects]).toEqual(['sign-in:abcd']);
});
