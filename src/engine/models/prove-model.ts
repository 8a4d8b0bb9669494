import type { ModelCard } from '#domain/card.js';
import { createSession, type FloatTensor } from '#engine/models/session.js';
import { proveRecogniser } from '#engine/recognisers/prove-recogniser.js';

/**
 * Loads a net of the catalogue and runs it once: what it does that its card does not say, in words, or null. A recogniser is
 * shown pictures (prove-recogniser.ts); another net gets an input of the shape in its card, and has to give finite numbers.
 */
export async function proveModel(card: ModelCard, bytes: Uint8Array): Promise<string | null> {
  if (card.recogniser !== undefined) return proveRecogniser({ card, bytes });
  const { image } = card;
  if (image === undefined) return 'its card does not say what it sees';
  try {
    const session = await createSession(bytes, { fixedShapes: true });
    try {
      const outputs = await session.run({ [image.name]: emptyPicture(image) });
      const broken = Object.entries(outputs).find(([, { data }]) => data.length === 0 || !data.every(Number.isFinite));
      return broken === undefined ? null : `its output "${broken[0]}" gives values that are not finite`;
    } finally {
      await session.release();
    }
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
  }
}

const emptyPicture = ({ sidePixels: side, layout }: NonNullable<ModelCard['image']>): FloatTensor => ({
  dims: layout === 'nchw' ? [1, 3, side, side] : [1, side, side, 3],
  data: new Float32Array(3 * side * side),
});
