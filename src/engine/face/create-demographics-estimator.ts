import type { Demographics } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { cropFace } from '#engine/face/crop-face.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { toNetInput } from '#engine/face/net-input.js';
import type { LoadedModel } from '#engine/models/model-store.js';
import { createSession } from '#engine/models/session.js';

/** Guesses age and gender from a face. */
export interface DemographicsEstimator {
  /** The mesh is in pixels of `image`. */
  estimate(image: RgbImage, face: MeshedFace): Promise<Demographics>;
}

/** Below this probability the gender is "unknown". */
const minGenderConfidence = 0.6;

/** With the card `age-gender`. */
export async function createDemographicsEstimator({
  card,
  bytes,
}: Pick<LoadedModel, 'card' | 'bytes'>): Promise<DemographicsEstimator> {
  const { image: input } = card;
  if (input === undefined) throw new Error(`model ${card.id}: the card needs the block "image"`);
  const session = await createSession(bytes, { fixedShapes: true });
  return {
    async estimate(image, face) {
      const pixels = cropFace(image, face, input.sidePixels);
      const outputs = await session.run({ [input.name]: toNetInput([{ pixels, mirrored: false }], input) });
      const age = outputs['age']?.data[0];
      const male = outputs['gender']?.data[0];
      if (age === undefined || male === undefined) throw new Error(`model ${card.id} lacks an output`);
      return toDemographics(age, male);
    },
  };
}

function toDemographics(ageYears: number, maleProbability: number): Demographics {
  const genderConfidence = Math.max(maleProbability, 1 - maleProbability);
  const likelier = maleProbability >= 0.5 ? 'male' : 'female';
  return {
    ageYears: Math.max(0, ageYears),
    gender: genderConfidence < minGenderConfidence ? 'unknown' : likelier,
    genderConfidence,
  };
}
