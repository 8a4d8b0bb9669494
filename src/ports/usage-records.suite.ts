import { afterEach, beforeEach, expect, test } from 'vitest';
import { describePort } from '#ports/describe-port.suite.js';
import type { Records } from '#ports/records.js';
import { sampleStored } from '#ports/sample-stored.suite.js';
import type { UsageRecords } from '#ports/usage-records.js';

export interface UsageUnderTest {
  readonly records: Records;
  close(): Promise<void>;
}

const owner = { applicationId: 'app_a', mode: 'live' } as const;
const call = { owner, keyId: 'k1', day: '2026-01-02', operation: 'doc-identify', tokens: 0 } as const;
const counted = {
  mode: 'live',
  keyId: 'k1',
  day: '2026-01-02',
  operation: 'doc-identify',
  calls: 1,
  tokens: 0,
} as const;

/** How every implementation of the records of usage behaves. */
export function describeUsage(name: string, make: () => Promise<UsageUnderTest>): void {
  describePort('usage', name, () => {
    let under: UsageUnderTest;
    let usage: UsageRecords;
    beforeEach(async () => {
      under = await make();
      for (const application of sampleStored.applications) await under.records.applications.create(application);
      await under.records.keys.create(sampleStored.key);
      usage = under.records.usage;
    });
    afterEach(() => under.close());

    test('calls of one key, operation and day are one row, and both modes count for the day', async () => {
      for (let made = 0; made < 3; made++) expect(await usage.charge(call)).toBe(true);
      await usage.charge({ ...call, owner: { ...owner, mode: 'test' } });
      await usage.charge({ ...call, operation: 'face-match' });
      await usage.charge({ ...call, day: '2026-01-03' });
      expect(await usage.callsOnDay('app_a', '2026-01-02')).toBe(5);
      expect(await usage.callsOnDay('app_b', '2026-01-02')).toBe(0);
      expect(await usage.list('app_a', { fromDay: '2026-01-02', toDay: '2026-01-02' })).toEqual([
        { ...counted, calls: 3 },
        { ...counted, operation: 'face-match' },
        { ...counted, mode: 'test' },
      ]);
    });

    test('days are listed from the first to the last, both included', async () => {
      for (const day of ['2026-01-04', '2026-01-02', '2026-01-05', '2026-01-03']) await usage.charge({ ...call, day });
      const listed = await usage.list('app_a', { fromDay: '2026-01-03', toDay: '2026-01-04' });
      expect(listed.map(({ day }) => day)).toEqual(['2026-01-03', '2026-01-04']);
    });

    test('tokens are given, taken by calls, and never below none', async () => {
      expect(await usage.balance('app_a')).toBe(0);
      expect(await usage.charge({ ...call, tokens: 1 })).toBe(false);
      expect(await usage.callsOnDay('app_a', call.day)).toBe(0);
      expect(await usage.addTokens('app_a', 5)).toBe(5);
      expect(await usage.charge({ ...call, tokens: 3 })).toBe(true);
      expect(await usage.charge({ ...call, tokens: 3 })).toBe(false);
      expect(await usage.balance('app_a')).toBe(2);
      expect(await usage.balance('app_b')).toBe(0);
      expect(await usage.list('app_a', { fromDay: call.day, toDay: call.day })).toEqual([{ ...counted, tokens: 3 }]);
      expect(await usage.addTokens('app_a', -9)).toBe(0);
    });

    test('of many calls at once as many are charged as there are tokens for', async () => {
      await usage.addTokens('app_a', 7);
      const charged = await Promise.all(Array.from({ length: 20 }, () => usage.charge({ ...call, tokens: 2 })));
      expect(charged.filter(Boolean)).toHaveLength(3);
      expect(await usage.balance('app_a')).toBe(1);
      expect(await usage.callsOnDay('app_a', call.day)).toBe(3);
    });
  });
}
