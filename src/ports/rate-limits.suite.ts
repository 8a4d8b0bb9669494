import { afterEach, beforeEach, expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import type { RateLimits } from '#ports/rate-limits.js';

export interface RateLimitsUnderTest {
  readonly rateLimits: RateLimits;
  close(): Promise<void>;
}

const limit = { perSecond: 10, burst: 3 };
const start = 1_700_000_000_000;

/** How every implementation of the rate limits behaves. */
export function describeRateLimits(name: string, make: () => Promise<RateLimitsUnderTest>): void {
  describePort('rate limits', name, () => {
    let under: RateLimitsUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());
    const take = (atMs: number, subject = 'k1') => under.rateLimits.take(subject, limit, start + atMs);

    test('the burst at once, then one for each interval', async () => {
      expect(await take(0)).toEqual({ allowed: true, remaining: 2, retryAfterMs: 0, resetAfterMs: 100 });
      expect(await take(0)).toEqual({ allowed: true, remaining: 1, retryAfterMs: 0, resetAfterMs: 200 });
      expect(await take(0)).toEqual({ allowed: true, remaining: 0, retryAfterMs: 100, resetAfterMs: 300 });
      expect(await take(0)).toEqual({ allowed: false, remaining: 0, retryAfterMs: 100, resetAfterMs: 300 });
      expect(await take(99)).toEqual({ allowed: false, remaining: 0, retryAfterMs: 1, resetAfterMs: 201 });
      expect(await take(100)).toEqual({ allowed: true, remaining: 0, retryAfterMs: 100, resetAfterMs: 300 });
    });

    test('a refused request costs nothing, and the burst comes back', async () => {
      for (let i = 0; i < 10; i++) await take(0);
      expect(await take(300)).toEqual({ allowed: true, remaining: 2, retryAfterMs: 0, resetAfterMs: 100 });
    });

    test('subjects do not share', async () => {
      for (let i = 0; i < 3; i++) await take(0);
      expect((await take(0)).allowed).toBe(false);
      expect((await take(0, 'k2')).allowed).toBe(true);
    });

    test('of many at once exactly the burst is allowed', async () => {
      const decisions = await Promise.all(Array.from({ length: 40 }, () => take(0)));
      expect(decisions.filter(({ allowed }) => allowed).length).toBe(3);
    });

    test('a clock that jumps back takes no more than the burst', async () => {
      for (let i = 0; i < 3; i++) await take(1000);
      expect((await take(0)).allowed).toBe(false);
      expect((await take(1100)).allowed).toBe(true);
    });

    test('a clock that was hours ahead, and was set right, locks nobody out', async () => {
      for (let i = 0; i < 3; i++) await take(5 * 3_600_000);
      expect([await take(0), await take(0), await take(0), await take(0)].map(({ allowed }) => allowed)).toEqual([
        ...[true, true, true, false],
      ]);
    });

    test('what is idle is forgotten, and what is not is kept', async () => {
      for (let i = 0; i < 3; i++) await take(0);
      await take(0, 'k2');
      expect(await under.rateLimits.sweep(start + 150)).toBe(1);
      expect((await take(150)).remaining).toBe(0);
    });
  });
}
