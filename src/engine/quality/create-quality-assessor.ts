import type { Quality, QualityComponentName } from '#domain/quality.js';
import type { ExpressionClassifier } from '#engine/face/create-expression-classifier.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import { canonicalFace } from '#engine/quality/canonical-face.js';
import { compressionArtifacts } from '#engine/quality/measures/compression-artifacts.js';
import { contrast } from '#engine/quality/measures/contrast.js';
import { expressionEvidence } from '#engine/quality/measures/expression-neutrality.js';
import { exposure } from '#engine/quality/measures/exposure.js';
import { eyeOpen } from '#engine/quality/measures/eye-open.js';
import { occludedShare } from '#engine/quality/measures/face-occlusion-prevention.js';
import { flare } from '#engine/quality/measures/flare.js';
import { illuminationUniformity } from '#engine/quality/measures/illumination-uniformity.js';
import { radialDistortion } from '#engine/quality/measures/radial-distortion.js';
import { sharpness } from '#engine/quality/measures/sharpness.js';
import { unifiedQualityScore } from '#engine/quality/measures/unified-quality-score.js';
import type { QualityAssessor } from '#engine/quality/quality-assessor.js';
import { regionMask, skinMask } from '#engine/quality/region-mask.js';
import { shrinkFace } from '#engine/quality/shrink-face.js';
import { judge, qualityThresholds } from '#engine/quality/thresholds.js';

export interface QualityAssessorDependencies {
  readonly recogniser: FaceRecogniser;
  /** The recogniser's decision threshold, as a native score: the unit of the unified quality score. */
  readonly matchThreshold: number;
  readonly expressions: ExpressionClassifier;
}

/** Every component from the picture itself: one measure a file, one table of thresholds. */
export function createQualityAssessor(dependencies: QualityAssessorDependencies): QualityAssessor {
  const { recogniser, matchThreshold, expressions } = dependencies;
  return {
    async assess(picture, faceInPicture) {
      const { image, face } = shrinkFace(picture, faceInPicture);
      const canonical = canonicalFace(image, face);
      const wholeFace = regionMask(canonical, 'faceOval');
      const skin = skinMask(canonical);
      const native: Readonly<Record<QualityComponentName, number>> = {
        illuminationUniformity: illuminationUniformity(canonical),
        exposure: exposure(canonical, skin),
        contrast: contrast(canonical, wholeFace),
        flare: flare(canonical, wholeFace),
        sharpness: sharpness(image, face, canonical),
        compressionArtifacts: compressionArtifacts(picture, faceInPicture.box),
        radialDistortion: radialDistortion(face),
        faceOcclusionPrevention: occludedShare(canonical, skin),
        expressionNeutrality: expressionEvidence(await expressions.classify(image, face), face),
        leftEyeOpen: eyeOpen(image, face, 'left'),
        rightEyeOpen: eyeOpen(image, face, 'right'),
        unifiedQualityScore: await unifiedQualityScore(image, face.landmarks, recogniser, matchThreshold),
      };
      const judged = Object.entries(native).map(([name, value]) => [
        name,
        judge(value, qualityThresholds[name as QualityComponentName]), // keys of a Record of these names
      ]);
      return Object.fromEntries(judged) as Quality; // one entry for each name
    },
  };
}
