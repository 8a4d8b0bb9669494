import { ageRangeOf } from '#domain/age-range.js';
import type { Box, Point } from '#domain/geometry.js';
import type { FaceDetection, FaceReading, IdentityCheck } from '#domain/operation.js';
import type { Outcome } from '#domain/outcome.js';
import { deepidvScale, publishedScore } from '#domain/published-scale.js';
import type { Verdict } from '#domain/verification.js';
import { inBandError } from '#http/apis/deepidv/failures.js';
import { rounded } from '#http/apis/deepidv/rounded.js';
import {
  landmarkTypes,
  type EstimateAge,
  type FaceCompare,
  type FaceDetect,
  type IdentityVerify,
} from '#http/apis/deepidv/schema.js';
import type { TwoFacesOutcome } from '#services/compare-two-faces.js';

const threshold = 80;

/** The answer of `face/detect`: the top face, which is the largest. No face is a measurement. */
export function toFaceDetect({ faces, width, height }: FaceDetection): FaceDetect {
  const [face] = faces;
  if (face === undefined) return { faceDetected: false, confidence: 0 };
  const share = ({ x, y }: Point) => ({ x: unit(x / width), y: unit(y / height) });
  return {
    faceDetected: true,
    confidence: rounded(face.confidence, 4),
    boundingBox: boundingBox(face.box, width, height),
    landmarks: landmarkTypes.map((type, i) => ({ type, ...share(face.landmarks[i]!) })), // five of each
  };
}

const unit = (value: number): number => rounded(Math.min(1, Math.max(0, value)), 5);

/** The part of the box that lies inside of the picture. */
function boundingBox({ x, y, width, height }: Box, pictureWidth: number, pictureHeight: number) {
  const [left, right] = [unit(x / pictureWidth), unit((x + width) / pictureWidth)];
  const [top, bottom] = [unit(y / pictureHeight), unit((y + height) / pictureHeight)];
  return { top, left, width: unit(right - left), height: unit(bottom - top) };
}

/** The block `faceDetection` of `identity/verify`. */
export function toDetectionBlock(part: IdentityCheck['detection']): IdentityVerify['faceDetection'] {
  if (!part.ok) return { faceDetected: false, confidence: null, error: inBandError(part.failure) };
  const [face] = part.value.faces;
  return { faceDetected: face !== undefined, confidence: rounded(100 * (face?.confidence ?? 0), 2) };
}

/** The block `faceMatch` of `identity/verify`. */
export function toMatchBlock(part: Outcome<Pick<Verdict, 'similarity' | 'match'>>): IdentityVerify['faceMatch'] {
  if (!part.ok) return { isMatch: false, confidence: null, threshold, error: inBandError(part.failure) };
  const { similarity, match } = part.value;
  return { isMatch: match, confidence: publishedScore(similarity, match, deepidvScale), threshold };
}

/** The answer of `face/compare`. */
export const toFaceCompare = (outcome: TwoFacesOutcome): FaceCompare => ({
  ...toMatchBlock(outcome),
  sourceFaceDetected: outcome.ok || outcome.found.first,
  targetFaceDetected: outcome.ok || outcome.found.second,
});

const ageless = { estimatedAge: null, ageRange: null, gender: null, genderConfidence: null };

/** The answer of `face/estimate-age`. What the application has switched off is null. */
export function toEstimateAge(outcome: Outcome<FaceReading>): EstimateAge {
  if (!outcome.ok) {
    const { failure } = outcome;
    if (failure.code === 'face-not-found') return { faceDetected: false, ...ageless };
    return { faceDetected: true, ...ageless, error: inBandError(failure) };
  }
  const { ageYears, gender, genderConfidence } = outcome.value.face.demographics;
  return {
    faceDetected: true,
    estimatedAge: ageYears === null ? null : Math.round(ageYears),
    ageRange: ageRangeOf(ageYears),
    gender: gender === 'unknown' ? null : gender === 'male' ? 'M' : 'F',
    genderConfidence: gender === 'unknown' ? null : rounded(genderConfidence, 4),
  };
}
