import type { RgbImage } from '#engine/decode/rgb-image.js';
import { cropFace } from '#engine/face/crop-face.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { toNetInput } from '#engine/face/net-input.js';
import type { LoadedModel } from '#engine/models/model-store.js';
import { createSession } from '#engine/models/session.js';

/** In the order of the net's outputs. */
export const expressionNames = ['neutral', 'happy', 'sad', 'angry', 'fearful', 'disgusted', 'surprised'] as const;
export type ExpressionName = (typeof expressionNames)[number];

/** Probabilities that add up to 1. */
export type ExpressionProbabilities = Readonly<Record<ExpressionName, number>>;

/** Tells facial expressions apart. */
export interface ExpressionClassifier {
  /** The mesh is in pixels of `image`. */
  classify(image: RgbImage, face: MeshedFace): Promise<ExpressionProbabilities>;
}

/** With the card `face-expression`. */
export async function createExpressionClassifier({
  card,
  bytes,
}: Pick<LoadedModel, 'card' | 'bytes'>): Promise<ExpressionClassifier> {
  const { image: input } = card;
  if (input === undefined) throw new Error(`model ${card.id}: the card needs the block "image"`);
  const session = await createSession(bytes, { fixedShapes: true });
  return {
    async classify(image, face) {
      const pixels = cropFace(image, face, input.sidePixels);
      const outputs = await session.run({ [input.name]: toNetInput([{ pixels, mirrored: false }], input) });
      const probabilities = outputs['probabilities']?.data;
      if (probabilities?.length !== expressionNames.length) throw new Error(`model ${card.id}: unexpected output`);
      const entries = expressionNames.map((name, i) => [name, probabilities[i]!] as const);
      return Object.fromEntries(entries) as Record<ExpressionName, number>; // one entry for each name
    },
  };
}
