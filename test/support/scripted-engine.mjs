// An engine whose answers are told by the bytes it is given, as JSON: for what a real engine cannot be made to do on
// demand (hang, crash, answer a chosen failure). Loaded by real worker threads.
import { setTimeout } from 'node:timers/promises';
import { TextDecoder } from 'node:util';
import { threadId } from 'node:worker_threads';
import { throwIfAbandoned } from '../../dist/engine/abandonment.js';

const text = (bytes) => new TextDecoder().decode(bytes);

async function run(bytes) {
  const script = JSON.parse(text(bytes));
  if (script.blockMs !== undefined) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, script.blockMs);
  if (script.sleepMs !== undefined) await setTimeout(script.sleepMs);
  for (let step = 0; step < (script.steps ?? 0); step++) {
    throwIfAbandoned();
    await setTimeout(50);
  }
  if (script.exit !== undefined) process.exit(script.exit);
  if (script.throw !== undefined) throw new Error(script.throw);
  if (script.environment) return { ok: true, value: Object.keys(process.env) };
  if (script.failure !== undefined) return { ok: false, failure: { code: script.failure } };
  return { ok: true, value: script.value ?? { threadId } };
}

export async function createEngineTasks(options) {
  if (options?.failToLoad !== undefined) throw new Error(options.failToLoad);
  return {
    checkImage: run,
    analyseSelfie: run,
    analyseDocument: (bytes) => run(bytes),
    detectFaces: run,
    analysePortrait: (bytes) => run(bytes),
    normaliseImage: async () => ({ ok: true, value: { threadId } }),
  };
}
