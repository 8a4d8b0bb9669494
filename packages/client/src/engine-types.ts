/** What the engine found, in the words of `/api/v2`. `types.test.ts` holds them to the server's schemas. */

export interface Point {
  x: number;
  y: number;
}

/** Axis-parallel rectangle in pixels: (x, y) is its top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The unrotated rectangle; `angleDegrees` turns it clockwise about its centre. */
export interface RotatedBox extends Box {
  angleDegrees: number;
}

/** Top left, top right, bottom right, bottom left in the object's own reading order. */
export type Quad = [Point, Point, Point, Point];

export interface DetectedFace {
  box: Box;
  /** Left eye, right eye, nose tip, left and right corner of the mouth; left and right as seen in the image. */
  landmarks: [Point, Point, Point, Point, Point];
  pose: { yawDegrees: number; pitchDegrees: number; rollDegrees: number };
  /** 0 to 1. */
  confidence: number;
  interEyeDistancePixels: number;
}

export interface Demographics {
  ageYears: number | null;
  gender: 'male' | 'female' | 'unknown';
  genderConfidence: number | null;
  /** Only where the operator installed a net for it and the application has it on. */
  race?: { label: string; confidence: number };
}

/** Components that every face has. */
export type SureQualityComponentName =
  | 'illuminationUniformity'
  | 'exposure'
  | 'contrast'
  | 'flare'
  | 'sharpness'
  | 'compressionArtifacts'
  | 'radialDistortion'
  | 'expressionNeutrality'
  | 'leftEyeOpen'
  | 'rightEyeOpen'
  | 'faceOcclusionPrevention'
  | 'unifiedQualityScore';

export type QualityComponentName =
  | SureQualityComponentName
  | 'backgroundUniformity'
  | 'luminanceMean'
  | 'luminanceVariance'
  | 'underExposurePrevention'
  | 'overExposurePrevention'
  | 'dynamicRange'
  | 'naturalColour'
  | 'singleFacePresent'
  | 'interEyeDistance'
  | 'headSize'
  | 'leftwardCropOfTheFaceImage'
  | 'rightwardCropOfTheFaceImage'
  | 'marginAboveOfTheFaceImage'
  | 'marginBelowOfTheFaceImage'
  | 'headPoseYaw'
  | 'headPosePitch'
  | 'headPoseRoll'
  | 'mouthClosed'
  | 'eyesVisible'
  | 'mouthOcclusionPrevention';

/** `native` in the measure's own unit, `scalar` 0 to 100 where higher is better, `fine` inside its limits. */
export interface QualityComponent {
  native: number;
  scalar: number;
  fine: boolean;
}
/** A component that the picture does not allow is left out. */
export type Quality = Record<SureQualityComponentName, QualityComponent> &
  Partial<Record<QualityComponentName, QualityComponent>>;

export type QualityAdviceCode =
  | 'be-alone'
  | 'come-closer'
  | 'move-back'
  | 'centre-face'
  | 'look-straight-ahead'
  | 'hold-camera-at-eye-level'
  | 'hold-head-upright'
  | 'move-into-light'
  | 'avoid-strong-light'
  | 'light-face-evenly'
  | 'use-white-light'
  | 'wipe-lens'
  | 'hold-still'
  | 'send-original'
  | 'uncover-eyes'
  | 'uncover-mouth'
  | 'uncover-face'
  | 'open-eyes'
  | 'close-mouth'
  | 'relax-face'
  | 'plain-background'
  | 'take-again';

/** What to do better; `text` in English, for the person in the picture. */
export interface QualityAdvice {
  code: QualityAdviceCode;
  text: string;
  components: QualityComponentName[];
}

/** A signal that was not assessed carries no number, and is not fine. `score`: 0 to 1. */
export type Signal =
  | { status: 'assessed'; score: number; fine: boolean }
  | {
      status: 'not-assessed';
      score: null;
      fine: false;
      reason:
        | 'no-capture-session'
        | 'capture-not-told'
        | 'no-model-installed'
        | 'model-unusable'
        | 'not-requested'
        | 'quality-insufficient'
        | 'framing-insufficient';
    };

export type InjectionSignName =
  | 'file-seen-before'
  | 'frames-seen-before'
  | 'recording-longer-than-time'
  | 'challenge-avoided'
  | 'challenge-order-wrong'
  | 'frames-still'
  | 'frames-repeated'
  | 'virtual-camera'
  | 'camera-changed'
  | 'file-chosen'
  | 'automated-browser'
  | 'recording-interrupted'
  | 'written-by-editor'
  | 'encoded-by-editor'
  | 'made-before-session'
  | 'clock-contradictory'
  | 'recording-length-contradictory'
  | 'frame-times-exact'
  | 'frame-rate-implausible'
  | 'camera-size-contradictory'
  | 'screen-size'
  | 'not-bound-in-time';

/** What speaks against a picture's having been taken now by the camera of its session; `weight`: 0 to 1. */
export interface InjectionSign {
  name: InjectionSignName;
  weight: number;
  info: string;
}

export type Injection = Signal & { signs: InjectionSign[] };

/** A model by its card. */
export interface ModelName {
  id: string;
  version: string;
}

/** A signal with the models that gave its number; empty: none. */
export type SignalBlock = Signal & { models: ModelName[] };
export type InjectionBlock = Injection & { models: ModelName[] };

export type ObservationName =
  'spectrum-falloff' | 'noise-mismatch' | 'grid-offset' | 'earlier-compression-missing' | 'face-edge';

/** A trace on the selfie, for a reviewer; it decides nothing. `falseAlarms`: noticed on `k` of `n` genuine pictures. */
export interface Observation {
  name: ObservationName;
  value: number;
  noticed: boolean;
  falseAlarms: { k: number; n: number; atMost: number };
}

export interface FaceAssessment extends DetectedFace {
  demographics: Demographics;
  quality: Quality;
  liveness: Signal;
  deepfake: Signal;
  /** Which models gave the number of each signal. */
  models?: { liveness: ModelName[]; deepfake: ModelName[] } | undefined;
  observations: Observation[];
}

/** `score` and `threshold` on the recogniser's own scale, higher is more alike. */
export interface Comparison {
  score: number;
  threshold: number;
  falseMatchRate: number | null;
  falseMatchRateAtMost: number | null;
  policy?: string | undefined;
}

export type Decision = 'match' | 'no-match' | 'review';

export type DecisionReason =
  | 'similarity-below-review-band'
  | 'similarity-in-review-band'
  | 'document-expired'
  | 'document-check-digit-failed'
  | 'document-contradictory'
  | 'document-copy-suspected'
  | 'document-edit-suspected'
  | 'document-reading-unsure'
  | 'liveness-failed'
  | 'liveness-not-assessed'
  | 'deepfake-suspected'
  | 'deepfake-not-assessed'
  | 'injection-suspected'
  | 'injection-not-assessed'
  | 'quality-insufficient';

export interface Verdict {
  match: boolean;
  decision: Decision;
  /** 0 to 1; 0.75 is exactly the threshold. */
  similarity: number;
  reasons: DecisionReason[];
  comparison: Comparison;
}

export type ChallengeMotion = 'turn-left' | 'turn-right' | 'look-up' | 'look-down' | 'come-closer';

export type ActiveLivenessReason =
  | 'video-too-short'
  | 'face-lost'
  | 'several-faces'
  | 'identity-changed'
  | 'frames-still'
  | 'frames-repeated'
  | 'motion-missing'
  | 'motion-wrong-direction'
  | 'motion-wrong-order'
  | 'motion-unasked'
  | 'motion-too-early'
  | 'turn-too-small'
  | 'shape-not-shown'
  | 'flat-picture';

/** What a filmed selfie says against a living person, and what became of each motion that was asked for. */
export interface ActiveLivenessReport {
  reasons: ActiveLivenessReason[];
  steps: {
    motion: ChallengeMotion;
    askedAtMs: number;
    /** Null: not in its time. */
    madeAtMs: number | null;
    reason: ActiveLivenessReason | null;
  }[];
}

/** Stage → milliseconds. */
export type Timings = Record<string, number>;

export interface SearchCandidate {
  templateId: string;
  score: number;
  similarity: number;
}
