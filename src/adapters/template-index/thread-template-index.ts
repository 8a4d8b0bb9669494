import { Worker } from 'node:worker_threads';
import type {
  IndexCall,
  IndexCallName,
  IndexReply,
  IndexThreadData,
} from '#adapters/template-index/index-thread-protocol.js';
import { IndexFullError, type IndexUsage, type TemplateIndex } from '#ports/template-index.js';

export interface ThreadTemplateIndexOptions {
  /** The compiled `adapters/template-index/worker.js`. */
  readonly workerFile: string;
  readonly largestBytes: number;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * An index in a thread of its own: a scan takes milliseconds, which an event loop does not have, and what is left of the
 * vectors lies in no other thread. A thread that dies fails its calls; the next call finds a new, empty one.
 */
export function createThreadTemplateIndex({ workerFile, largestBytes }: ThreadTemplateIndexOptions): TemplateIndex {
  const nothing: IndexUsage = { templates: 0, samples: 0, bytes: 0, largestBytes };
  const waiting = new Map<number, Waiting>();
  let worker: Worker | null = null;
  let position = 0;
  let usage = nothing;
  let lastId = 0;
  let closed = false;

  function start(): Worker {
    // No environment: the master key may be in it.
    const started = new Worker(workerFile, { workerData: { largestBytes } satisfies IndexThreadData, env: {} });
    started.on('message', (reply: IndexReply) => {
      position = reply.position;
      usage = reply.usage;
      const call = waiting.get(reply.id);
      waiting.delete(reply.id);
      if (reply.ok) call?.resolve(reply.value);
      else call?.reject(reply.full ? new IndexFullError(reply.message) : new Error(reply.message));
      if (waiting.size === 0) started.unref();
    });
    started.on('error', (error) => fail(started, error instanceof Error ? error : new Error(String(error))));
    started.on('exit', () => fail(started, new Error('the search thread ended')));
    return started;
  }

  function fail(dead: Worker, error: Error): void {
    if (worker !== dead) return;
    worker = null;
    position = 0;
    usage = nothing;
    const calls = [...waiting.values()];
    waiting.clear();
    for (const call of calls) call.reject(error);
  }

  function call<Name extends IndexCallName>(
    name: Name,
    given: Parameters<TemplateIndex[Name]>,
  ): ReturnType<TemplateIndex[Name]> {
    if (closed) throw new Error('the index is closed');
    const running = (worker ??= start());
    const id = ++lastId;
    const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
    running.ref();
    running.postMessage({ id, name, arguments: given } satisfies IndexCall<Name>);
    return answer as ReturnType<TemplateIndex[Name]>; // the thread answers each name with its own value
  }

  return {
    get position() {
      return position;
    },
    get usage() {
      return usage;
    },
    apply: async (...given) => call('apply', given),
    size: async (...given) => call('size', given),
    search: async (...given) => call('search', given),
    clear: async () => call('clear', []),
    async close() {
      closed = true;
      const ending = worker;
      await ending?.terminate();
      if (ending !== null) fail(ending, new Error('the index was closed'));
    },
  };
}
