import { expect, test } from 'vitest';
import {
  createSyntheticDescriptors,
  shippedDescriptorStatistics,
} from '#specimens/descriptors/synthetic-descriptors.js';
import { seededRandom } from '#specimens/random.js';

const squareDistance = (left: Float32Array, right: Float32Array): number =>
  left.reduce((sum, value, i) => sum + (value - right[i]!) ** 2, 0);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const directionsOf = (squares: readonly number[]): number => {
  const average = mean(squares);
  return (2 * average ** 2) / mean(squares.map((square) => (square - average) ** 2));
};

test('two people, and two pictures of one, differ as the recogniser’s do', () => {
  const descriptors = createSyntheticDescriptors(shippedDescriptorStatistics, seededRandom(5));
  const people = Array.from({ length: 1500 }, () => descriptors.person());
  const first = people.map((person) => descriptors.pictureOf(person));
  const second = people.map((person) => descriptors.pictureOf(person));
  const same = first.map((picture, i) => squareDistance(picture, second[i]!));
  const different = first.map((picture, i) => squareDistance(picture, first[(i + 1) % first.length]!));
  const { between, within, meanLength } = shippedDescriptorStatistics;
  expect(mean(same)).toBeCloseTo(within.meanSquare, 2);
  expect(Math.abs(directionsOf(same) - within.directions)).toBeLessThan(2);
  expect(Math.abs(mean(different) - between.meanSquare)).toBeLessThan(0.01);
  expect(Math.abs(directionsOf(different) - between.directions)).toBeLessThan(8);
  for (const picture of first) expect(Math.hypot(...picture)).toBeCloseTo(1, 5);
  const middle = first[0]!.map((_, d) => mean(first.map((picture) => picture[d]!)));
  expect(Math.hypot(...middle)).toBeCloseTo(meanLength, 1);
});

test('the same seed makes the same people', () => {
  const make = () => createSyntheticDescriptors(shippedDescriptorStatistics, seededRandom(1));
  const [a, b] = [make(), make()];
  expect(a.pictureOf(a.person())).toEqual(b.pictureOf(b.person()));
});
