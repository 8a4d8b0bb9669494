import type { DocumentAssessment } from '#domain/document.js';
import type { FaceAssessment } from '#domain/face.js';
import type { Box, RotatedBox } from '#domain/geometry.js';
import { ootoScale, publishedScore } from '#domain/published-scale.js';
import type { QualityComponent } from '#domain/quality.js';
import type { Signal } from '#domain/signal.js';
import type { Verification } from '#domain/verification.js';
import type { IdentifyResult, OotoDocument } from '#http/apis/ooto/schema.js';
import { toOcr } from '#http/apis/ooto/to-ocr.js';

/** The engine's answer in the words and scales of OOTO's `doc/identify`. */
export function toIdentifyResult({ match, similarity, face, document }: Verification): IdentifyResult {
  return {
    comparison: { similarity: publishedScore(similarity, match, ootoScale), same: match },
    face: toFace(face),
    document: toDocument(document),
  };
}

const digits = 4;

export function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}

function toFace(face: FaceAssessment): IdentifyResult['face'] {
  const { quality, pose, demographics } = face;
  return {
    liveness: toSignal(face.liveness),
    deepfake: toSignal(face.deepfake),
    quality: {
      age: demographics.ageYears === null ? null : Math.round(demographics.ageYears),
      gender: demographics.gender,
      race: 'unknown',
      pitch: round(pose.pitchDegrees, 1),
      yaw: round(pose.yawDegrees, 1),
      roll: round(pose.rollDegrees, 1),
      uniformity: nativeValue(quality.illuminationUniformity),
      exposure: nativeValue(quality.exposure),
      contrast: nativeValue(quality.contrast),
      flare: higherIsWorse(quality.flare),
      blur: higherIsWorse(quality.sharpness),
      macroblocks: higherIsWorse(quality.compressionArtifacts),
      distortion: higherIsBetter(quality.radialDistortion),
      occlusion: higherIsWorse(quality.faceOcclusionPrevention),
      emotion: higherIsWorse(quality.expressionNeutrality),
      left_eye_closed: higherIsWorse(quality.leftEyeOpen),
      right_eye_closed: higherIsWorse(quality.rightEyeOpen),
      crfiqa: higherIsBetter(quality.unifiedQualityScore),
    },
    box: toBox(face.box),
    landmarks: face.landmarks.map(({ x, y }): [number, number] => [Math.round(x), Math.round(y)]),
  };
}

export const nativeValue = ({ native, fine }: QualityComponent) => ({ value: round(native, digits), fine });
export const higherIsBetter = ({ scalar, fine }: QualityComponent) => ({ score: round(scalar / 100, digits), fine });
export const higherIsWorse = ({ scalar, fine }: QualityComponent) => ({ score: round(1 - scalar / 100, digits), fine });

export function toSignal(signal: Signal): IdentifyResult['face']['liveness'] {
  if (signal.status === 'not-assessed') return signal;
  return { score: round(signal.score, digits), fine: signal.fine, status: 'assessed' };
}

function toDocument(document: DocumentAssessment): OotoDocument {
  if (document.portrait === null) throw new Error('a verified document has a portrait');
  return {
    doc: document.type,
    ...toOcr(document),
    position: toRotatedBox(document.position),
    portrait: { ...toRotatedBox(document.portrait), box: toBox(boundsOf(document.portrait)) },
  };
}

/** Whole pixels; both edges are rounded, so that neighbouring boxes stay neighbours. */
export function toBox({ x, y, width, height }: Box): IdentifyResult['face']['box'] {
  const [left, top] = [Math.round(x), Math.round(y)];
  return { x: left, y: top, w: Math.round(x + width) - left, h: Math.round(y + height) - top };
}

function toRotatedBox(box: RotatedBox): OotoDocument['position'] {
  const angle = round(box.angleDegrees, 1);
  return { ...toBox(box), angle: angle <= -180 ? 180 : angle };
}

/** The upright rectangle around a turned one. */
function boundsOf({ x, y, width, height, angleDegrees }: RotatedBox): Box {
  const radians = (angleDegrees * Math.PI) / 180;
  const [cos, sin] = [Math.abs(Math.cos(radians)), Math.abs(Math.sin(radians))];
  const [outerWidth, outerHeight] = [width * cos + height * sin, width * sin + height * cos];
  return {
    x: x + (width - outerWidth) / 2,
    y: y + (height - outerHeight) / 2,
    width: outerWidth,
    height: outerHeight,
  };
}
