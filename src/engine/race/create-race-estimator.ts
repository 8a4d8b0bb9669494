import type { RaceEstimate } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { CropNetError } from '#engine/crop-net/crop-net.js';
import { cropSquare, squareAround } from '#engine/crop-net/crop-square.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { boundsOfMesh } from '#engine/face/face-mesh.js';
import { roomAround } from '#engine/liveness/crop-around-face.js';
import { turnQuarters } from '#engine/liveness/turn-quarters.js';
import type { InstalledRaceModel } from '#engine/race/installed-race-model.js';
import { createRaceNet } from '#engine/race/race-net.js';

/** Guesses a group of origin; null where there is no net, or where it cannot tell: never a number in place of that. */
export interface RaceEstimator {
  /** The mesh is in pixels of `image`. */
  estimate(image: RgbImage, face: Pick<MeshedFace, 'mesh' | 'pose'>): Promise<RaceEstimate | null>;
}

/** With the net that is installed; without one nothing is ever told. */
export async function createRaceEstimator(installed: InstalledRaceModel): Promise<RaceEstimator> {
  if (installed.status !== 'installed') return { estimate: async () => null };
  const { model, bytes } = installed;
  const { input, leastConfidence } = model;
  const net = await createRaceNet(model, bytes);
  return {
    async estimate(image, { mesh, pose }) {
      const box = boundsOfMesh(mesh);
      if (Math.min(box.width, box.height) < input.crop.leastFacePixels) return null;
      if (roomAround(image, squareAround(box)) < 1) return null;
      // Nets know upright faces; a picture may lie on its side.
      const crop = turnQuarters(cropSquare(image, box, input), input.sidePixels, Math.round(pose.rollDegrees / 90));
      try {
        const likeliest = await net.look(crop);
        return likeliest.confidence >= leastConfidence ? likeliest : null;
      } catch (error) {
        if (error instanceof CropNetError) return null;
        throw error;
      }
    },
  };
}
