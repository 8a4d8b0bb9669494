import { expect, test } from 'vitest';
import { discardCurves, discardedShares } from '#engine/evaluation/quality/discard-curve.js';

const operatingPoint = { metric: 'euclidean' as const, threshold: 0.5, reviewFrom: 0.4, falseMatchRates: [] };

test('the worst pictures go first, with their pairs; the threshold stays', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
  // One of ten pictures of one person lies far off, and is known to be the worst.
  const qualities = new Map(names.map((name, i) => [name, i === 0 ? 1 : 50 + i]));
  const pairs = names.flatMap((a, i) =>
    names.slice(i + 1).map((b) => ({ a, b, same: true, score: a === 'a' ? -2 : 1 })),
  );
  const [shipped, ...others] = discardCurves(pairs, qualities, operatingPoint);
  expect(others).toEqual([]);
  expect(shipped).toMatchObject({ name: 'shipped threshold', threshold: 0.5 });
  const counts = shipped!.points.map(({ falseNonMatches: { count, total } }) => `${count} of ${total}`);
  expect(counts.slice(0, 4)).toEqual(['9 of 45', '9 of 45', '0 of 36', '0 of 36']);
  expect(discardedShares.slice(0, 4)).toEqual([0, 0.02, 0.05, 0.1]);
});

test('a pair of which a picture is missing does not count', () => {
  const qualities = new Map([['a', 1]]);
  const [shipped] = discardCurves([{ a: 'a', b: 'gone', same: true, score: 1 }], qualities, operatingPoint);
  expect(shipped!.points[0]!.falseNonMatches).toMatchObject({ count: 0, total: 0, rate: null });
});
