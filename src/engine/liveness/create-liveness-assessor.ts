import type { QualityComponent } from '#domain/quality.js';
import { notAssessed, type NotAssessedReason, type Signal } from '#domain/signal.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { boundsOfMesh } from '#engine/face/face-mesh.js';
import type { AttackDetector } from '#engine/liveness/attack-detector.js';
import { createAttackDetector } from '#engine/liveness/create-attack-detector.js';
import { roomAround } from '#engine/liveness/crop-around-face.js';
import { livenessLimits } from '#engine/liveness/limits.js';
import type { LivenessAssessor } from '#engine/liveness/liveness-assessor.js';
import { noiseLevels } from '#engine/liveness/noise-levels.js';
import type { InstalledModels } from '#engine/models/installed-models.js';
import { canonicalFace } from '#engine/quality/canonical-face.js';
import { sharpness } from '#engine/quality/measures/sharpness.js';
import { shrinkFace } from '#engine/quality/shrink-face.js';

/** Passive presentation attack detection with the nets that are installed; without them it says why there is nothing to say. */
export async function createLivenessAssessor(installed: InstalledModels): Promise<LivenessAssessor> {
  switch (installed.status) {
    case 'not-installed':
      return { assess: async () => notAssessed('no-model-installed') };
    case 'unusable':
      return { assess: async () => notAssessed('model-unusable') };
    case 'installed':
      return assessorWith(await createAttackDetector(installed.models));
  }
}

/** The gates stand before the nets, in the order of their cost: what the nets say of such pictures means nothing. */
export function assessorWith(detector: AttackDetector): LivenessAssessor {
  return {
    async assess(image, face, known) {
      const reason = reasonAgainst(image, face, known);
      return reason === null ? signalOf(await detector.score(image, face)) : notAssessed(reason);
    },
  };
}

/** The signal of a score, 0–1. */
export const signalOf = (score: number): Signal => ({
  status: 'assessed',
  score,
  fine: score >= livenessLimits.threshold,
});

function reasonAgainst(image: RgbImage, face: MeshedFace, known?: QualityComponent): NotAssessedReason | null {
  if (roomAround(image, boundsOfMesh(face.mesh)) < livenessLimits.leastRoom) return 'framing-insufficient';
  if (noiseLevels(image, face.box) > livenessLimits.mostNoiseLevels) return 'quality-insufficient';
  const isSharp = (known?.native ?? sharpnessOf(image, face)) >= livenessLimits.leastSharpness;
  return isSharp ? null : 'quality-insufficient';
}

function sharpnessOf(picture: RgbImage, faceInPicture: MeshedFace): number {
  const { image, face } = shrinkFace(picture, faceInPicture);
  return sharpness(image, face, canonicalFace(image, face));
}
