import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { boundsOfMesh } from '#engine/face/face-mesh.js';
import { toNetInput } from '#engine/face/net-input.js';
import type { AttackDetector } from '#engine/liveness/attack-detector.js';
import { cropAroundFace } from '#engine/liveness/crop-around-face.js';
import { sampleRegion } from '#engine/liveness/sample-region.js';
import { turnQuarters } from '#engine/liveness/turn-quarters.js';
import type { LoadedModel } from '#engine/models/model-store.js';
import { createSession } from '#engine/models/session.js';

type AttackModel = Pick<LoadedModel, 'card' | 'bytes'>;
type Looker = (image: RgbImage, face: Pick<MeshedFace, 'mesh' | 'pose'>) => Promise<number>;

/** The mean of several nets, each with a crop of its own: what minivision publishes as the decision of its pair. */
export async function createAttackDetector(models: readonly AttackModel[]): Promise<AttackDetector> {
  const lookers = await Promise.all(models.map(createLooker));
  return {
    async score(image, face) {
      let sum = 0;
      for (const look of lookers) sum += await look(image, face);
      return sum / lookers.length;
    },
  };
}

async function createLooker({ card, bytes }: AttackModel): Promise<Looker> {
  const { image: input, attackDetector } = card;
  if (input === undefined || attackDetector === undefined) {
    throw new Error(`model ${card.id}: the card needs the blocks "image" and "attackDetector"`);
  }
  const session = await createSession(bytes, { fixedShapes: true });
  return async (image, { mesh, pose }) => {
    const region = cropAroundFace(image, boundsOfMesh(mesh), attackDetector.cropScale);
    const crop = sampleRegion(image, region, input.sidePixels);
    // The nets know upright faces; a picture may lie on its side.
    const pixels = turnQuarters(crop, input.sidePixels, Math.round(pose.rollDegrees / 90));
    const outputs = await session.run({ [input.name]: toNetInput([{ pixels, mirrored: false }], input) });
    const score = outputs[attackDetector.output]?.data[attackDetector.bonaFideClass];
    if (score === undefined) throw new Error(`model ${card.id}: unexpected output`);
    return Math.min(1, Math.max(0, score));
  };
}
