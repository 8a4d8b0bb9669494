import { parentPort, workerData } from 'node:worker_threads';
import type {
  IndexCall,
  IndexCallName,
  IndexReply,
  IndexThreadData,
} from '#adapters/template-index/index-thread-protocol.js';
import { createMemoryTemplateIndex } from '#adapters/template-index/memory-template-index.js';
import { IndexFullError, type TemplateIndex } from '#ports/template-index.js';

const port = parentPort;
if (port === null) throw new Error('this module runs in a worker thread');
const index = createMemoryTemplateIndex(workerData as IndexThreadData); // the thread's owner gives this

const calls: { readonly [Name in IndexCallName]: (...given: Parameters<TemplateIndex[Name]>) => Promise<unknown> } = {
  apply: (...given) => index.apply(...given),
  size: (...given) => index.size(...given),
  search: (...given) => index.search(...given),
  clear: () => index.clear(),
};

async function answer({ id, name, arguments: given }: IndexCall): Promise<void> {
  const state = () => ({ id, position: index.position, usage: index.usage });
  try {
    const value = await (calls[name] as (...given: unknown[]) => Promise<unknown>)(...given); // the protocol pairs them
    port!.postMessage({ ...state(), ok: true, value } satisfies IndexReply);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    port!.postMessage({ ...state(), ok: false, full: error instanceof IndexFullError, message } satisfies IndexReply);
  }
}

port.on('message', (call: IndexCall) => void answer(call));
