import { expect, test } from 'vitest';
import { bootstrapUpper, subjectWeights } from '#engine/evaluation/pairs/subject-bootstrap.js';

test('without an error, or with one person, drawing anew says nothing', () => {
  expect(bootstrapUpper([{ identityA: 'a', identityB: 'b', error: false }])).toBeNull();
  expect(bootstrapUpper([{ identityA: 'a', identityB: 'a', error: true }])).toBeNull();
});

test('errors of one person widen the bound; the same errors spread over all do not', () => {
  const people = Array.from({ length: 20 }, (_, i) => `p${i}`);
  const trials = (isError: (person: number, repeat: number) => boolean) =>
    people.flatMap((person, i) =>
      Array.from({ length: 10 }, (_, repeat) => ({ identityA: person, identityB: person, error: isError(i, repeat) })),
    );
  const oneBad = bootstrapUpper(trials((i) => i === 0))!;
  const spread = bootstrapUpper(
    trials((_, repeat) => repeat === 0 && true).map((one, i) => ({ ...one, error: i % 20 === 0 })),
  )!;
  expect(oneBad.upper95).toBeGreaterThan(0.1); // 10 of 200 are 5 %: the bad one is drawn twice or more in 26 % of the draws
  expect(spread.upper95).toBeLessThan(oneBad.upper95);
  expect(bootstrapUpper(trials((i) => i === 0))).toEqual(oneBad);
});

test('as many are drawn as there are people', () => {
  const draw = subjectWeights(50, 3);
  for (let i = 0; i < 5; i++) expect(draw().reduce((sum, weight) => sum + weight, 0)).toBe(50);
  expect([...subjectWeights(50, 3)()]).toEqual([...subjectWeights(50, 3)()]);
});
