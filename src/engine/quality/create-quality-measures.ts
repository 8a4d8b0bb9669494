import type { QualityComponentName } from '#domain/quality.js';
import type { ExpressionClassifier } from '#engine/face/create-expression-classifier.js';
import type { NetRecogniser } from '#engine/face/face-recogniser.js';
import type { MeasuredFace } from '#engine/quality/measured-face.js';
import { backgroundGradient } from '#engine/quality/measures/background-uniformity.js';
import { compressionArtifacts } from '#engine/quality/measures/compression-artifacts.js';
import { contrast } from '#engine/quality/measures/contrast.js';
import { dynamicRange } from '#engine/quality/measures/dynamic-range.js';
import { exposure } from '#engine/quality/measures/exposure.js';
import { expressionEvidence } from '#engine/quality/measures/expression-neutrality.js';
import { eyeOpen } from '#engine/quality/measures/eye-open.js';
import { coveredEyes } from '#engine/quality/measures/eyes-visible.js';
import { occludedShare } from '#engine/quality/measures/face-occlusion-prevention.js';
import { flare } from '#engine/quality/measures/flare.js';
import { headSize } from '#engine/quality/measures/head-size.js';
import { illuminationUniformity } from '#engine/quality/measures/illumination-uniformity.js';
import { interEyeDistance } from '#engine/quality/measures/inter-eye-distance.js';
import { leftwardCrop } from '#engine/quality/measures/leftward-crop.js';
import { luminanceMean } from '#engine/quality/measures/luminance-mean.js';
import { luminanceVariance } from '#engine/quality/measures/luminance-variance.js';
import { marginAbove } from '#engine/quality/measures/margin-above.js';
import { marginBelow } from '#engine/quality/measures/margin-below.js';
import { mouthOpening } from '#engine/quality/measures/mouth-closed.js';
import { coveredMouth } from '#engine/quality/measures/mouth-occlusion-prevention.js';
import { unnaturalColour } from '#engine/quality/measures/natural-colour.js';
import { overExposedShare } from '#engine/quality/measures/over-exposure-prevention.js';
import { radialDistortion } from '#engine/quality/measures/radial-distortion.js';
import { rightwardCrop } from '#engine/quality/measures/rightward-crop.js';
import { sharpness } from '#engine/quality/measures/sharpness.js';
import { otherFaceSize } from '#engine/quality/measures/single-face-present.js';
import { underExposedShare } from '#engine/quality/measures/under-exposure-prevention.js';
import { unifiedQualityScore } from '#engine/quality/measures/unified-quality-score.js';

export interface QualityMeasureDependencies {
  readonly recogniser: NetRecogniser;
  readonly expressions: ExpressionClassifier;
}

/** The native value of one component; null where this picture does not allow it. */
export type QualityMeasure = (measured: MeasuredFace) => number | null | Promise<number | null>;

/** Every component of the domain and how it is measured: one measure a file. */
export function createQualityMeasures({
  recogniser,
  expressions,
}: QualityMeasureDependencies): Readonly<Record<QualityComponentName, QualityMeasure>> {
  return {
    backgroundUniformity: ({ picture, faceInPicture }) => backgroundGradient(picture, faceInPicture),
    illuminationUniformity: ({ canonical }) => illuminationUniformity(canonical()),
    exposure: ({ canonical, skin }) => exposure(canonical(), skin()),
    contrast: ({ canonical, wholeFace }) => contrast(canonical(), wholeFace()),
    flare: ({ canonical, wholeFace }) => flare(canonical(), wholeFace()),
    luminanceMean: ({ luminance }) => luminanceMean(luminance()),
    luminanceVariance: ({ luminance }) => luminanceVariance(luminance()),
    underExposurePrevention: ({ luminance }) => underExposedShare(luminance()),
    overExposurePrevention: ({ luminance }) => overExposedShare(luminance()),
    dynamicRange: ({ luminance }) => dynamicRange(luminance()),
    sharpness: ({ image, face, canonical }) => sharpness(image, face, canonical()),
    compressionArtifacts: ({ picture, faceInPicture }) => compressionArtifacts(picture, faceInPicture.box),
    naturalColour: ({ canonical }) => unnaturalColour(canonical()),
    radialDistortion: ({ face }) => radialDistortion(face),
    singleFacePresent: ({ faceInPicture, context }) => otherFaceSize(faceInPicture, context.others),
    interEyeDistance: ({ faceInPicture, context }) => interEyeDistance(faceInPicture, context.scale),
    headSize: ({ picture, faceInPicture }) => headSize(faceInPicture, picture.height),
    leftwardCropOfTheFaceImage: ({ faceInPicture }) => leftwardCrop(faceInPicture),
    rightwardCropOfTheFaceImage: ({ picture, faceInPicture }) => rightwardCrop(faceInPicture, picture.width),
    marginAboveOfTheFaceImage: ({ faceInPicture }) => marginAbove(faceInPicture),
    marginBelowOfTheFaceImage: ({ picture, faceInPicture }) => marginBelow(faceInPicture, picture.height),
    headPoseYaw: ({ face }) => face.pose.yawDegrees,
    headPosePitch: ({ face }) => face.pose.pitchDegrees,
    headPoseRoll: ({ face }) => face.pose.rollDegrees,
    expressionNeutrality: async ({ image, face }) => expressionEvidence(await expressions.classify(image, face), face),
    mouthClosed: ({ face }) => mouthOpening(face),
    leftEyeOpen: ({ image, face }) => eyeOpen(image, face, 'left'),
    rightEyeOpen: ({ image, face }) => eyeOpen(image, face, 'right'),
    eyesVisible: ({ canonical, skinModel }) => coveredEyes(canonical(), skinModel()),
    mouthOcclusionPrevention: ({ canonical, skinModel }) => coveredMouth(canonical(), skinModel()),
    faceOcclusionPrevention: ({ skinModel }) => occludedShare(skinModel()),
    unifiedQualityScore: ({ image, face, context }) =>
      unifiedQualityScore(image, face.landmarks, recogniser, context.templates),
  };
}
