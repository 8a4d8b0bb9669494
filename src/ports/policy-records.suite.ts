import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CalibratedPolicy } from '#domain/calibrated-policy.js';
import { describePort } from '#ports/describe-port.suite.js';
import type { Records } from '#ports/records.js';

export interface PoliciesUnderTest {
  readonly records: Records;
  close(): Promise<void>;
}

/** A policy as a calibration makes it. */
export const samplePolicy: Omit<CalibratedPolicy, 'version'> = {
  name: 'shop',
  createdAtEpochMs: 5000,
  recogniserDigest: 'a'.repeat(64),
  metric: 'euclidean',
  threshold: 0.52,
  reviewFrom: 0.41,
  wantedFmr: 1e-3,
  reviewFmr: 1e-2,
  interval: { from: 0.48, to: null },
  falseMatchRates: [
    { score: 0.41, rate: 1e-2 },
    { score: 0.52, rate: 1e-3 },
  ],
  falseMatches: { count: 1, total: 6000, rate: 1 / 6000, upper95: 0.00079 },
  falseNonMatches: null,
  evidence: { comparisons: 6000, people: 12_000, pairsOfPeople: 6000, designEffect: 1, effective: 6000 },
  data: { pictures: null, labels: 'b'.repeat(64) },
};

/** How every implementation keeps policies. */
export function describePolicies(name: string, make: () => Promise<PoliciesUnderTest>): void {
  describePort('policies', name, () => {
    let under: PoliciesUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.close());

    test('versions count up by name, and each stays what it was', async () => {
      const { policies } = under.records;
      const first = await policies.add(samplePolicy);
      expect(first).toEqual({ ...samplePolicy, version: 1 });
      expect(await policies.add({ ...samplePolicy, threshold: 0.6 })).toMatchObject({ version: 2, threshold: 0.6 });
      expect(await policies.add({ ...samplePolicy, name: 'bank' })).toMatchObject({ name: 'bank', version: 1 });
      expect(await policies.find('shop', 1)).toEqual(first);
      expect(await policies.newest('shop')).toMatchObject({ version: 2 });
      expect((await policies.list()).map((policy) => [policy.name, policy.version])).toEqual([
        ['bank', 1],
        ['shop', 2],
        ['shop', 1],
      ]);
    });

    test('what is not there is null', async () => {
      const { policies } = under.records;
      await policies.add(samplePolicy);
      expect(await policies.find('shop', 2)).toBeNull();
      expect(await policies.find('other', 1)).toBeNull();
      expect(await policies.newest('other')).toBeNull();
    });

    test('what a transaction that fails has added is not there', async () => {
      const failing = under.records.inTransaction(async (inside) => {
        await inside.policies.add(samplePolicy);
        throw new Error('undone');
      });
      await expect(failing).rejects.toThrow('undone');
      expect(await under.records.policies.list()).toEqual([]);
    });
  });
}
