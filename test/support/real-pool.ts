import { tmpdir } from 'node:os';
import path from 'node:path';
import { createEnginePool, type EnginePool } from '#engine/pool/engine-pool.js';
import { beginRealEngine, engineWorkerFile } from '#main/engine-source.js';

/** The engine with its nets, in two worker threads from dist/, without what the owner of this clone may have installed. */
export function openRealPool(): EnginePool {
  const modelsDirectory = path.join(tmpdir(), 'bonafide-test-models');
  return createEnginePool({
    workerFile: engineWorkerFile,
    source: beginRealEngine({ modelsDirectory, onProgress: () => undefined }),
    workers: 2,
    queueLimit: 100,
    // Machines of tests are slow, and busy.
    deadlineMs: 60_000,
  });
}
