import type { Template } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import { ensembleDigest } from '#engine/face/recogniser-digest.js';

export interface EnsembleMember {
  readonly recogniser: FaceRecogniser;
  /** What the square of its distance counts in the square of the whole; above 0. */
  readonly weight: number;
}

/**
 * Several recognisers as one: its template is theirs, one after the other, each scaled so that the Euclidean distance of
 * two templates is d² = Σ weight · d². The vector of a member that is compared by cosine is brought to unit length first,
 * where d² = 2 − 2 · cosine. So an ensemble is searched, sealed and compared as a single net is (weighted sum of
 * normalised scores, ISO/IEC TR 24722).
 */
export function createRecogniserEnsemble(members: readonly EnsembleMember[]): FaceRecogniser {
  const digest = ensembleDigest(members.map(({ recogniser, weight }) => ({ digest: recogniser.digest, weight })));
  return {
    digest,
    metric: 'euclidean',
    interEyeDistancePixels: Math.max(...members.map(({ recogniser }) => recogniser.interEyeDistancePixels)),
    async embed(image, landmarks) {
      const templates: Template[] = [];
      for (const { recogniser } of members) templates.push(await recogniser.embed(image, landmarks));
      return { digest, vector: fuseVectors(members, templates) };
    },
    score(probe, reference) {
      if (probe.digest !== digest) {
        throw new Error('templates of another recogniser cannot be compared by this one');
      }
      return nativeScore('euclidean', probe, reference);
    },
  };
}

/** The vector of an ensemble. `templates`: one of each member, in their order. */
export function fuseVectors(
  members: readonly { readonly recogniser: Pick<FaceRecogniser, 'metric'>; readonly weight: number }[],
  templates: readonly Template[],
): Float32Array {
  const fused = new Float32Array(templates.reduce((length, { vector }) => length + vector.length, 0));
  let at = 0;
  for (const [i, { vector }] of templates.entries()) {
    const { recogniser, weight } = members[i]!; // one template a member
    const scale = Math.sqrt(weight) / (recogniser.metric === 'cosine' ? lengthOf(vector) : 1);
    for (const value of vector) fused[at++] = value * scale;
  }
  return fused;
}

function lengthOf(vector: Float32Array): number {
  let square = 0;
  for (const value of vector) square += value * value;
  return Math.sqrt(square);
}
