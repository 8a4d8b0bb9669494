import { expect, test } from 'vitest';
import type { FiveLandmarks } from '#domain/face.js';
import type { FaceView, NetRecogniser } from '#engine/face/face-recogniser.js';
import { unifiedQualityScore } from '#engine/quality/measures/unified-quality-score.js';

const landmarks: FiveLandmarks = [
  { x: 10, y: 10 },
  { x: 20, y: 10 },
  { x: 15, y: 15 },
  { x: 12, y: 20 },
  { x: 18, y: 20 },
];
const image = { width: 32, height: 32, data: new Uint8Array(32 * 32 * 3) };
const template = (value: number) => ({ digest: 'test', vector: Float32Array.of(value) });

/** Gives the picture the template 0, its mirror image `mirrored`, and the picture without details `details`. */
function recogniserThatWavers(mirrored: number, details: number, seen: (readonly FaceView[])[] = []): NetRecogniser {
  return {
    digest: 'test',
    metric: 'euclidean',
    interEyeDistancePixels: 50,
    embed: () => Promise.reject(new Error('not used')),
    embedBoth: async () => ({ template: template(0), plain: template(0), mirrored: template(mirrored) }),
    embedViews: async (_, views) => {
      seen.push(views);
      return views.map(() => template(details));
    },
    score: (probe, reference) => 1 - Math.abs(probe.vector[0]! - reference.vector[0]!),
  };
}

test('1 when the mirror image gives the same template, 0 when it differs as much as the details contribute', async () => {
  expect(await unifiedQualityScore(image, landmarks, recogniserThatWavers(0, 0.5))).toBe(1);
  expect(await unifiedQualityScore(image, landmarks, recogniserThatWavers(0.25, 0.5))).toBe(0.5);
  expect(await unifiedQualityScore(image, landmarks, recogniserThatWavers(0.5, 0.5))).toBe(0);
});

test('a picture without details scores 0, however steady', async () => {
  expect(await unifiedQualityScore(image, landmarks, recogniserThatWavers(0, 0))).toBe(0);
});

test('templates that are known already are not made again; one view is, of the face without details', async () => {
  const seen: (readonly FaceView[])[] = [];
  const recogniser: NetRecogniser = {
    ...recogniserThatWavers(0, 0.5, seen),
    embedBoth: () => Promise.reject(new Error('not used')),
  };
  const templates = { plain: template(0), mirrored: template(0.1) };
  expect(await unifiedQualityScore(image, landmarks, recogniser, templates)).toBeCloseTo(0.8, 6);
  expect(seen.map((views) => views.length)).toEqual([1]);
});
