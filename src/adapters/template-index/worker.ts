import { parentPort, workerData } from 'node:worker_threads';
import type { IndexCall, IndexReply, IndexThreadData } from '#adapters/template-index/index-thread-protocol.js';
import { createMemoryTemplateIndex } from '#adapters/template-index/memory-template-index.js';
import { IndexFullError } from '#ports/template-index.js';

const port = parentPort;
if (port === null) throw new Error('this module runs in a worker thread');
const index = createMemoryTemplateIndex(workerData as IndexThreadData); // the thread's owner gives this

port.on('message', async ({ id, name, arguments: given }: IndexCall) => {
  const state = (): Pick<IndexReply, 'id' | 'position' | 'usage'> => ({
    id,
    position: index.position,
    usage: index.usage,
  });
  try {
    const call = index[name] as (...given: unknown[]) => Promise<unknown>; // the protocol pairs name and arguments
    const value = await call(...given);
    port.postMessage({ ...state(), ok: true, value } satisfies IndexReply);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ ...state(), ok: false, full: error instanceof IndexFullError, message } satisfies IndexReply);
  }
});
