import type { FaceAssessment } from '#domain/face.js';
import type { Box } from '#domain/geometry.js';
import type { QualityComponent } from '#domain/quality.js';
import type { Signal } from '#domain/signal.js';
import type { AskedSignals } from '#http/apis/ooto/asked-signals.js';
import type {
  IdentifyFace,
  OotoBox,
  OotoDemography,
  OotoFace,
  OotoMeasures,
  OotoSignal,
} from '#http/apis/ooto/face-schema.js';
import { digits, round } from '#http/apis/ooto/round.js';

/** A face in the words of seed 000. */
export function toIdentifyFace(face: FaceAssessment): IdentifyFace {
  const { quality } = face;
  return {
    liveness: toSignal(face.liveness),
    deepfake: toSignal(face.deepfake),
    quality: {
      ...toDemography(face),
      ...toMeasures(face),
      left_eye_closed: higherIsWorse(quality.leftEyeOpen),
      right_eye_closed: higherIsWorse(quality.rightEyeOpen),
    },
    box: toBox(face.box),
    landmarks: toLandmarks(face),
  };
}

/** A face in the words of seed 002. */
export function toFace(face: FaceAssessment, asked: AskedSignals): OotoFace {
  const { quality } = face;
  return {
    ...(asked.liveness && { liveness: toSignal(face.liveness) }),
    ...(asked.deepfake && { deepfake: toSignal(face.deepfake) }),
    quality: {
      ...toMeasures(face),
      leftEyeClosed: higherIsWorse(quality.leftEyeOpen),
      rightEyeClosed: higherIsWorse(quality.rightEyeOpen),
    },
    box: toBox(face.box),
    landmarks: toLandmarks(face),
    demography: toDemography(face),
  };
}

const toDemography = ({ demographics: { ageYears, gender, race } }: FaceAssessment): OotoDemography => ({
  age: ageYears === null ? null : Math.round(ageYears),
  gender,
  race: race?.label ?? 'unknown',
});

const toMeasures = ({ pose, quality }: FaceAssessment): OotoMeasures => ({
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
  crfiqa: higherIsBetter(quality.unifiedQualityScore),
});

const nativeValue = ({ native, fine }: QualityComponent) => ({ value: round(native, digits), fine });
const higherIsBetter = ({ scalar, fine }: QualityComponent) => ({ score: round(scalar / 100, digits), fine });
const higherIsWorse = ({ scalar, fine }: QualityComponent) => ({ score: round(1 - scalar / 100, digits), fine });

function toSignal(signal: Signal): OotoSignal {
  if (signal.status === 'not-assessed') return signal;
  return { score: round(signal.score, digits), fine: signal.fine, status: 'assessed' };
}

const toLandmarks = ({ landmarks }: FaceAssessment): [number, number][] =>
  landmarks.map(({ x, y }): [number, number] => [Math.round(x), Math.round(y)]);

/** Whole pixels; both edges are rounded, so that neighbouring boxes stay neighbours. */
export function toBox({ x, y, width, height }: Box): OotoBox {
  const [left, top] = [Math.round(x), Math.round(y)];
  return { x: left, y: top, w: Math.round(x + width) - left, h: Math.round(y + height) - top };
}
