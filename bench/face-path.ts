import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import { loadModels } from '#engine/models/model-store.js';
import { createFaceApiPeer } from './face-api-peer.js';
import { distribution, timed, type Distribution } from './statistics.js';

export interface FacePathResult {
  readonly ours: Distribution;
  readonly peer: Distribution;
  /** Median of the pairwise ratios peer / ours. */
  readonly ratio: number;
}

/**
 * The face path of one comparison, from pixels to two descriptors: find the face, its landmarks, its descriptor, in both
 * pictures. Ours and face-api take turns on the same pixels, so that a slow moment of the machine hits both.
 */
export async function benchFacePath(
  pair: readonly [RgbImage, RgbImage],
  modelsDirectory: string,
): Promise<FacePathResult> {
  const models = await loadModels({ modelsDirectory, ids: ['face-detection', 'face-mesh', 'face-recognition'] });
  const model = (id: 'face-detection' | 'face-mesh' | 'face-recognition') => models.get(id)!;
  const detector = await createFaceDetector({
    faceDetection: model('face-detection').bytes,
    faceMesh: model('face-mesh').bytes,
  });
  const recogniser = await createFaceRecogniser(model('face-recognition'));
  const peer = await createFaceApiPeer();

  const ours = async (): Promise<void> => {
    for (const image of pair) {
      const [face] = await detector.detect(image);
      if (face === undefined) throw new Error('no face found in a picture of the bench');
      await recogniser.embed(image, face);
    }
  };
  const theirs = async (): Promise<void> => {
    for (const image of pair) {
      if ((await peer.describe(image)) === null)
        throw new Error(`${peer.name} found no face in a picture of the bench`);
    }
  };

  const pairs: [number, number][] = [];
  for (let round = -2; round < 15; round++) {
    const times: [number, number] = [await timed(ours), await timed(theirs)];
    if (round >= 0) pairs.push(times); // two rounds warm both up
  }
  return {
    ours: distribution(pairs.map(([mine]) => mine)),
    peer: distribution(pairs.map(([, other]) => other)),
    ratio: distribution(pairs.map(([mine, other]) => other / mine)).medianMs,
  };
}
