import type { ModelId } from '#engine/models/model-cards.js';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import { openImage } from '#engine/decode/image-source.js';
import { loadModels } from '#engine/models/model-store.js';
import { createSession, type FloatTensor } from '#engine/models/session.js';
import { verify } from '#engine/verify.js';
import { distribution, timed, type Distribution } from './statistics.js';

export interface FloorResult {
  readonly whole: Distribution;
  readonly floor: Distribution;
  /** Median of the ratios whole / floor from pair to pair. */
  readonly ratio: number;
}

/**
 * The fixed list of what nobody who verifies with these nets can leave out, with the shapes that a passport page and a selfie
 * give them: lines of text found once, both lines of the machine readable zone read once, and for each of the two faces one
 * detection, one mesh, and the recogniser on its six crops. Both pictures are decoded once. No cropping, no post-processing, no
 * visual zone, no quality, no liveness.
 */
export const floorForwards: readonly { readonly model: ModelId; readonly dims: readonly number[] }[] = [
  { model: 'text-detection', dims: [1, 1, 736, 960] },
  { model: 'mrz-recognition', dims: [2, 1, 32, 656] },
  ...[1, 2].flatMap(() => [
    { model: 'face-detection' as const, dims: [1, 256, 256, 3] },
    { model: 'face-mesh' as const, dims: [1, 192, 192, 3] },
    { model: 'face-recognition' as const, dims: [6, 3, 150, 150] },
  ]),
];

const inputNames: Partial<Record<ModelId, string>> = {
  'text-detection': 'picture',
  'mrz-recognition': 'line',
  'face-detection': 'input',
  'face-mesh': 'input_1',
  'face-recognition': 'input',
};

const rounds = 15;

/** A whole verification and the floor under it, by turns, in one thread (a document's cues have one beside it, as on a server). */
export async function benchFloor(
  pictures: { readonly document: Uint8Array; readonly selfie: Uint8Array },
  modelsDirectory: string,
): Promise<FloorResult> {
  const models = await loadModels({ modelsDirectory });
  const tasks = await createEngineTasks({ models });
  const forwards = await Promise.all(
    floorForwards.map(async ({ model, dims }) => {
      const session = await createSession(models.get(model)!.bytes, { fixedShapes: true });
      const tensor: FloatTensor = { dims, data: noise(dims.reduce((all, size) => all * size, 1)) };
      return () => session.run({ [inputNames[model]!]: tensor });
    }),
  );
  const whole = async (): Promise<void> => {
    const outcome = await verify({ ...pictures, nowEpochMs: Date.now() }, tasks);
    if (!outcome.ok) throw new Error(outcome.failure.code);
  };
  const floor = async (): Promise<void> => {
    for (const bytes of [pictures.document, pictures.selfie]) {
      const opened = await openImage(bytes);
      if (!opened.ok) throw new Error(opened.failure.code);
      await opened.value.resized(1280);
    }
    for (const forward of forwards) await forward();
  };
  const pairs: { whole: number; floor: number }[] = [];
  for (let round = -2; round < rounds; round++) {
    const pair = { whole: await timed(whole), floor: await timed(floor) };
    if (round >= 0) pairs.push(pair); // two rounds warm both up
  }
  return {
    whole: distribution(pairs.map((pair) => pair.whole)),
    floor: distribution(pairs.map((pair) => pair.floor)),
    ratio: distribution(pairs.map((pair) => pair.whole / pair.floor)).medianMs,
  };
}

/** 0–1 and never nearly 0: numbers too small for the usual form would slow a net down. */
function noise(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, () => {
    state = (state * 48_271) % 0x7fffffff;
    return 0.1 + (0.9 * state) / 0x7fffffff;
  });
}
