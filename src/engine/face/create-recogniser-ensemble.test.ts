import { expect, test } from 'vitest';
import type { FiveLandmarks, Template } from '#domain/face.js';
import { createRecogniserEnsemble } from '#engine/face/create-recogniser-ensemble.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';

const image = { width: 1, height: 1, data: new Uint8Array(3) };
const at = (x: number) => Array.from({ length: 5 }, () => ({ x, y: 0 })) as unknown as FiveLandmarks; // five points

/** Answers by where the face lies. */
const scripted = (
  digest: string,
  metric: FaceRecogniser['metric'],
  vectors: Readonly<Record<number, readonly number[]>>,
): FaceRecogniser => ({
  digest,
  metric,
  interEyeDistancePixels: digest.length,
  embed: async (_, [{ x }]): Promise<Template> => ({ digest, vector: Float32Array.from(vectors[x]!) }),
  score: () => 0,
});
const distances = scripted('distances', 'euclidean', { 0: [1, 2], 1: [1, 5] });
const angles = scripted('angles', 'cosine', { 0: [10, 0, 0], 1: [0, 0, 0.1] });

test('d² is the weighted sum of the members’ squares, a cosine counting 2 − 2 · cosine', async () => {
  const both = createRecogniserEnsemble([
    { recogniser: distances, weight: 1 },
    { recogniser: angles, weight: 0.25 },
  ]);
  const [probe, reference] = [await both.embed(image, at(0)), await both.embed(image, at(1))];
  expect(probe).toEqual({ digest: both.digest, vector: Float32Array.of(1, 2, 0.5, 0, 0) });
  // 3² + .25 · 2
  expect(both.score(probe, reference)).toBeCloseTo(1 - Math.sqrt(9.5), 6);
  expect(both.score(probe, probe)).toBe(1);
  expect([both.metric, both.interEyeDistancePixels]).toEqual(['euclidean', 'distances'.length]);
});

test('its digest names the members, their order and their weights', () => {
  const digestOf = (...weights: readonly [number, number]) =>
    createRecogniserEnsemble([
      { recogniser: distances, weight: weights[0] },
      { recogniser: angles, weight: weights[1] },
    ]).digest;
  const swapped = createRecogniserEnsemble([
    { recogniser: angles, weight: 1 },
    { recogniser: distances, weight: 0.25 },
  ]).digest;
  expect(digestOf(1, 0.25)).toBe(digestOf(1, 0.25));
  expect(new Set([digestOf(1, 0.25), digestOf(1, 0.3), swapped, 'distances', 'angles']).size).toBe(5);
});

test('templates of a member, or of another ensemble, are not compared', async () => {
  const both = createRecogniserEnsemble([
    { recogniser: distances, weight: 1 },
    { recogniser: angles, weight: 0.25 },
  ]);
  const other = await distances.embed(image, at(0));
  expect(() => both.score(other, other)).toThrow('another recogniser');
});
