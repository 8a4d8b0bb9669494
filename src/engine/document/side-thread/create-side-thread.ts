import { createRequire } from 'node:module';
import { Piscina } from 'piscina';
import type { DocumentCue } from '#domain/document-cues.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { SideWork } from '#engine/document/side-thread/side-work.js';
import type { StraightEdges } from '#engine/document/locate/straight-edges.js';

/** The compiled worker, also for tests, which run on the sources. */
const workerFile = createRequire(import.meta.url).resolve('#engine/document/side-thread/worker.js');

/**
 * A thread beside the one that reads documents: nets block theirs, and a core beside it is often free. It ends with its
 * owner, and keeps no process alive.
 */
export function createSideThread(): SideWork {
  let pool: Piscina | undefined;
  // On demand: faces alone need none.
  const run = (name: keyof SideWork, task: unknown): Promise<unknown> => (pool ??= startThread()).run(task, { name });
  return {
    straightEdges: (image) => run('straightEdges', shared(image)) as Promise<StraightEdges>, // as worker.ts answers
    pixelCues: ({ image, ...rest }) => run('pixelCues', { ...rest, image: shared(image) }) as Promise<DocumentCue[]>, // as above
  };
}

function startThread(): Piscina {
  const pool = new Piscina({
    filename: workerFile,
    minThreads: 1,
    maxThreads: 1,
    // Otherwise the idle thread blocks in Atomics.wait, and can only be ended from outside.
    atomics: 'disabled',
    env: {},
  });
  // A thread that dies at work rejects its task, and is replaced.
  pool.on('error', () => undefined);
  return pool;
}

/** The picture in memory that both threads see: it is copied once instead of twice. */
function shared({ width, height, data }: RgbImage): RgbImage {
  const copy = new Uint8Array(new SharedArrayBuffer(data.length));
  copy.set(data);
  return { width, height, data: copy };
}
