import { expect, test } from 'vitest';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { followPerson, type RecordedFace } from '#engine/liveness/active/follow-person.js';

const operatingPoint: OperatingPoint = {
  metric: 'euclidean',
  threshold: 0.5,
  reviewFrom: 0.4,
  falseMatchRates: [{ score: 0.5, rate: 1e-4 }],
};
const face = (
  place: number,
  changes: { readonly rollDegrees?: number; readonly motion?: null; readonly level?: number } = {},
): RecordedFace => ({
  timeMs: 100,
  pose: { yawDegrees: 0, pitchDegrees: 0, rollDegrees: changes.rollDegrees ?? 0 },
  template: { digest: 'd', vector: Float32Array.of(place) },
  motion:
    changes.motion === null
      ? null
      : { size: 0.2, x: 0.5, y: 0.5, thumbnail: new Uint8Array(4).fill(changes.level ?? 9) },
});

test('nobody, and one face: nothing can be compared', () => {
  const nothing = {
    strays: 0,
    leastLikenessToBeginning: null,
    leastSimilarity: null,
    weakestLink: null,
    repetition: { mostDifferentLevels: 0, leastRepeated: null },
  };
  expect(followPerson([], operatingPoint)).toEqual({ looks: [], ...nothing });
  expect(followPerson([face(0)], operatingPoint)).toEqual({ looks: [0], ...nothing });
});

test('places are those of the faces that were followed; a misread one and a stranger are left out', () => {
  const faces = [face(9, { motion: null }), face(0, { level: 40 }), face(0, { rollDegrees: 170 }), face(0), face(5)];
  const { looks, strays, repetition } = followPerson(faces, operatingPoint);
  expect([looks, strays, repetition.mostDifferentLevels]).toEqual([[1, 3], 1, 31]);
});

test('whether the faces hang together counts all of them, followed or not', () => {
  const { leastSimilarity, weakestLink } = followPerson([face(0, { motion: null }), face(0), face(5)], operatingPoint);
  expect(weakestLink).toBe(leastSimilarity);
  expect(weakestLink).toBeLessThan(0.1);
});
