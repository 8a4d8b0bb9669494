import { expect, test } from 'vitest';
import type { FiveLandmarks } from '#domain/face.js';
import type { FaceRecogniser, FaceView } from '#engine/face/face-recogniser.js';
import { unifiedQualityScore } from '#engine/quality/measures/unified-quality-score.js';

const landmarks: FiveLandmarks = [
  { x: 10, y: 10 },
  { x: 20, y: 10 },
  { x: 15, y: 15 },
  { x: 12, y: 20 },
  { x: 18, y: 20 },
];
const image = { width: 1, height: 1, data: new Uint8Array(3) };

/** Gives each view the template [its number × spread] and notes the views. */
function recogniserThatWavers(spread: number, seen: (readonly FaceView[])[] = []): FaceRecogniser {
  return {
    digest: 'test',
    embed: () => Promise.reject(new Error('not used')),
    embedViews: async (_, views) => {
      seen.push(views);
      return views.map((_view, i) => ({ digest: 'test', vector: Float32Array.of(i * spread) }));
    },
    score: (probe, reference) => 1 - Math.abs(probe.vector[0]! - reference.vector[0]!),
  };
}

test('1 when every view gives the same template, 0 when they differ as much as strangers may', async () => {
  expect(await unifiedQualityScore(image, landmarks, recogniserThatWavers(0), 0.5)).toBe(1);
  // Distances 0.375, 0.375 and 0.75: their mean is the distance of the threshold.
  expect(await unifiedQualityScore(image, landmarks, recogniserThatWavers(0.375), 0.5)).toBeCloseTo(0, 6);
});

test('the views: as it is, mirrored and larger, shifted along the face’s own axis', async () => {
  const seen: (readonly FaceView[])[] = [];
  await unifiedQualityScore(image, landmarks, recogniserThatWavers(0, seen), 0.5);
  const [plain, enlarged, shifted] = seen[0]!;
  expect(plain).toEqual({ landmarks, mirrored: false });
  expect(enlarged!.mirrored).toBe(true);
  expect(enlarged!.landmarks[1].x - enlarged!.landmarks[0].x).toBeCloseTo(10 / 1.12, 5);
  expect(shifted!.mirrored).toBe(false);
  expect(shifted!.landmarks[0]).toEqual({ x: 10, y: 10 - 1.2 });
});
