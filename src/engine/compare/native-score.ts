import type { RecogniserDescriptor } from '#domain/card.js';
import type { Template } from '#domain/face.js';

/** How a recogniser's descriptors are compared; its card says which. */
export type Metric = RecogniserDescriptor['metric'];

/**
 * Native comparison score, higher is more alike: `euclidean` is 1 − distance (at most 1, no lower bound), `cosine` the
 * cosine similarity (−1 to 1). Needs no session. Throws when the templates come from different recognisers or are
 * broken: that is a bug of the caller.
 */
export function nativeScore(metric: Metric, probe: Template, reference: Template): number {
  if (probe.digest !== reference.digest || probe.vector.length !== reference.vector.length) {
    throw new Error('templates of different recognisers cannot be compared');
  }
  const score =
    metric === 'euclidean'
      ? 1 - euclideanDistance(probe.vector, reference.vector)
      : cosine(probe.vector, reference.vector);
  // NaN compares false with every threshold; it must not pass as an honest "no match".
  if (!Number.isFinite(score)) throw new Error('a template holds no finite descriptor');
  return score;
}

function euclideanDistance(left: Float32Array, right: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < left.length; i++) sum += (left[i]! - right[i]!) ** 2;
  return Math.sqrt(sum);
}

function cosine(left: Float32Array, right: Float32Array): number {
  let dot = 0;
  let leftSquare = 0;
  let rightSquare = 0;
  for (let i = 0; i < left.length; i++) {
    dot += left[i]! * right[i]!;
    leftSquare += left[i]! ** 2;
    rightSquare += right[i]! ** 2;
  }
  return Math.max(-1, Math.min(1, dot / Math.sqrt(leftSquare * rightSquare)));
}
