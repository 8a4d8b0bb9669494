import { expect, test } from 'vitest';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { onePerson } from '#engine/liveness/active/one-person.js';
import { frontalLikeness } from '#engine/video/frontal-likeness.js';

const operatingPoint: OperatingPoint = {
  metric: 'euclidean',
  threshold: 0.5,
  reviewFrom: 0.4,
  falseMatchRates: [{ score: 0.5, rate: 1e-4 }],
};
const look = (place: number, yawDegrees = 0) => ({
  pose: { yawDegrees, pitchDegrees: 0, rollDegrees: 0 },
  template: { digest: 'd', vector: Float32Array.of(place) },
});
const told = (...places: Parameters<typeof look>[]) =>
  onePerson(
    [...places.keys()],
    frontalLikeness(
      places.map((place) => look(...place)),
      operatingPoint,
    ),
  );

test('one person throughout, whatever the turned looks are like', () => {
  const { looks, strays } = told([0], [0.2], [9, 40], [0.1]);
  expect([looks.length, strays]).toEqual([4, 0]);
});

test('looks that hang together with no other are another person', () => {
  const { looks, strays } = told([0], [0.1], [0.2], [2], [2.1]);
  expect([looks, strays]).toEqual([[0, 1, 2], 2]);
});

test('somebody who becomes another bit by bit is unlike the beginning', () => {
  const steps = Array.from({ length: 9 }, (_, index): [number] => [index * 0.4]);
  const { strays, leastLikenessToBeginning } = told(...steps);
  expect(strays).toBe(0);
  expect(leastLikenessToBeginning).toBeLessThan(0.3);
  expect(told([0], [0.1], [0], [0.1]).leastLikenessToBeginning).toBeGreaterThan(0.9);
  expect(told([0]).leastLikenessToBeginning).toBeNull();
});
