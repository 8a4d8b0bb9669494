import { notAssessed, type Signal } from '#domain/signal.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { CropNetError } from '#engine/crop-net/crop-net.js';
import { cropSquare, squareAround } from '#engine/crop-net/crop-square.js';
import { createDeepfakeNet } from '#engine/deepfake/deepfake-net.js';
import type { InstalledDeepfakeModel } from '#engine/deepfake/installed-deepfake-model.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { boundsOfMesh } from '#engine/face/face-mesh.js';
import { roomAround } from '#engine/liveness/crop-around-face.js';
import { turnQuarters } from '#engine/liveness/turn-quarters.js';

/** Says of one still whether its face is genuine: score 1, or synthetic or swapped: 0. The mesh is in pixels of `image`. */
export interface DeepfakeAssessor {
  assess(image: RgbImage, face: Pick<MeshedFace, 'mesh' | 'pose'>): Promise<Signal>;
}

/** With the net that is installed; without one it says why there is nothing to say. */
export async function createDeepfakeAssessor(installed: InstalledDeepfakeModel): Promise<DeepfakeAssessor> {
  switch (installed.status) {
    case 'not-installed':
      return { assess: async () => notAssessed('no-model-installed') };
    case 'unusable':
      return { assess: async () => notAssessed('model-unusable') };
    case 'installed':
      return assessorWith(installed);
  }
}

async function assessorWith({
  model,
  bytes,
}: Extract<InstalledDeepfakeModel, { status: 'installed' }>): Promise<DeepfakeAssessor> {
  const { input, threshold } = model;
  const net = await createDeepfakeNet(model, bytes);
  return {
    async assess(image, { mesh, pose }) {
      const box = boundsOfMesh(mesh);
      if (Math.min(box.width, box.height) < input.crop.leastFacePixels) return notAssessed('quality-insufficient');
      // The square that holds the face has to fit, enlarged or not.
      if (roomAround(image, squareAround(box)) < 1) return notAssessed('framing-insufficient');
      // Nets know upright faces; a picture may lie on its side.
      const crop = turnQuarters(cropSquare(image, box, input), input.sidePixels, Math.round(pose.rollDegrees / 90));
      try {
        const score = await net.score(crop);
        return { status: 'assessed', score, fine: score >= threshold };
      } catch (error) {
        // A net that answered when it was installed and gives no number for this picture says nothing about it.
        if (error instanceof CropNetError) return notAssessed('model-unusable');
        throw error;
      }
    },
  };
}
