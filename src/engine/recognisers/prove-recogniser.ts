import type { FiveLandmarks } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import type { LoadedNet } from '#engine/recognisers/loaded-recogniser.js';

const side = 96;

/** Pictures that are no faces: a net need not be right about them, but has to answer, and not to all of them the same. */
const trialPictures: readonly ((x: number, y: number, channel: number) => number)[] = [
  (x, y) => (x + y) % 256,
  (x, y, channel) => (x * 255 + y * channel * 97) % 256,
  // Neighbours without an order, the same in every run.
  (x, y, channel) => ((x * 7919 + y * 104729 + channel * 1299709) ^ (x * y * 31)) & 255,
];

const landmarks: FiveLandmarks = [
  { x: 32, y: 40 },
  { x: 64, y: 40 },
  { x: 48, y: 56 },
  { x: 36, y: 74 },
  { x: 60, y: 74 },
];

/** Loads a net and shows it a few pictures; what it does that its descriptor does not say, in words, or null. */
export async function proveRecogniser(net: LoadedNet): Promise<string | null> {
  try {
    const recogniser = await createFaceRecogniser(net);
    const scores: number[] = [];
    const templates = [];
    for (const picture of trialPictures) templates.push(await recogniser.embed(paint(picture), landmarks));
    for (const [i, template] of templates.entries()) {
      if (!template.vector.every(Number.isFinite)) return 'it gives values that are not finite';
      if (template.vector.every((value) => value === 0)) return 'it gives a vector of zeros';
      const next = templates[i + 1];
      if (next !== undefined) scores.push(recogniser.score(template, next));
    }
    return scores.every((score) => score > 1 - 1e-6) ? 'it gives the same vector for every picture' : null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n')[0] ?? error.name) : String(error);
  }
}

function paint(picture: (x: number, y: number, channel: number) => number): RgbImage {
  const data = Uint8Array.from({ length: side * side * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return picture(pixel % side, Math.floor(pixel / side), at % 3);
  });
  return { width: side, height: side, data };
}
