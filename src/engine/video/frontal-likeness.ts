import type { HeadPose, Template } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import { similarityOf } from '#engine/compare/similarity.js';

/** A face of a recording, as far as it tells who it is. */
export interface PosedFace {
  readonly pose: HeadPose;
  readonly template: Template;
}

/** How alike the near-frontal faces of a recording are, each with each. */
export interface FrontalLikeness {
  /** Which of the faces are near-frontal, in their order. */
  readonly frontal: readonly number[];
  /** Similarity of two of them as of two pictures: 0–1, .75 is the threshold. */
  readonly between: (one: number, other: number) => number;
}

/** Beyond these angles a face is little like itself and tells nothing of who it is. */
const limits = { yawDegrees: 20, pitchDegrees: 20 } as const;

/** Compares each pair once. */
export function frontalLikeness(faces: readonly PosedFace[], operatingPoint: OperatingPoint): FrontalLikeness {
  const { metric, threshold } = operatingPoint;
  const frontal = [...faces.keys()].filter((index) => isFrontal(faces[index]!));
  const known = new Float64Array(faces.length ** 2);
  for (const [place, one] of frontal.entries()) {
    for (const other of frontal.slice(place)) {
      const score = nativeScore(metric, faces[one]!.template, faces[other]!.template);
      known[one * faces.length + other] = known[other * faces.length + one] = similarityOf(score, threshold);
    }
  }
  return { frontal, between: (one, other) => known[one * faces.length + other]! };
}

const isFrontal = ({ pose: { yawDegrees, pitchDegrees } }: PosedFace): boolean =>
  Math.abs(yawDegrees) <= limits.yawDegrees && Math.abs(pitchDegrees) <= limits.pitchDegrees;
