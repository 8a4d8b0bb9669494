import { expect, test } from 'vitest';
import type { Records } from '#ports/records.js';
import { createRetention, type RetentionPart } from '#services/retention/retention.js';

/** Counts purges; nothing else of the records is used. */
function recordsUnderTest(): { records: Records; purges: () => number } {
  let purges = 0;
  const records = { purgeOldPages: async () => void purges++ } as unknown as Records; // only what is used
  return { records, purges: () => purges };
}

/** A part that has so many batches to destroy. */
const partOf = (name: string, batches: number[], asked: number[] = []): RetentionPart => ({
  name,
  async sweep(nowEpochMs) {
    asked.push(nowEpochMs);
    return batches.shift() ?? 0;
  },
});

test('every part is swept until nothing is left, then old pages are purged', async () => {
  const { records, purges } = recordsUnderTest();
  const retention = createRetention({
    records,
    parts: [partOf('a', [100, 100, 7]), partOf('b', []), partOf('c', [1])],
  });
  expect(await retention.sweep(1000)).toEqual({ destroyed: { a: 207, c: 1 }, failures: [] });
  expect(purges()).toBe(1);
});

test('the first sweep purges what an earlier process may have left, later ones only after their own work', async () => {
  const { records, purges } = recordsUnderTest();
  const batches: number[] = [];
  const retention = createRetention({ records, parts: [partOf('a', batches)] });
  await retention.sweep(1000);
  await retention.sweep(2000);
  expect(purges()).toBe(1);
  batches.push(3);
  await retention.sweep(3000);
  expect(purges()).toBe(2);
});

test('a part that fails keeps no other from its work, and comes back', async () => {
  const { records } = recordsUnderTest();
  const error = new Error('no database');
  let broken = true;
  const failing: RetentionPart = { name: 'a', sweep: () => (broken ? Promise.reject(error) : Promise.resolve(0)) };
  const retention = createRetention({ records, parts: [failing, partOf('b', [2])] });
  expect(await retention.sweep(1000)).toEqual({ destroyed: { b: 2 }, failures: [{ part: 'a', error }] });
  broken = false;
  expect(await retention.sweep(2000)).toEqual({ destroyed: {}, failures: [] });
});

test('a dear part is left out until its time has passed', async () => {
  const { records } = recordsUnderTest();
  const asked: number[] = [];
  const retention = createRetention({ records, parts: [{ ...partOf('a', [], asked), atMostEveryMs: 500 }] });
  for (const nowEpochMs of [1000, 1499, 1500, 1600, 2000]) await retention.sweep(nowEpochMs);
  expect(asked).toEqual([1000, 1500, 2000]);
});
