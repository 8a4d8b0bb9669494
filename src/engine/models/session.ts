import { InferenceSession, Tensor } from 'onnxruntime-node';
import { throwIfAbandoned } from '#engine/abandonment.js';

/** Input or output of a net: float32, row-major, `dims` outermost first. */
export interface FloatTensor {
  readonly dims: readonly number[];
  readonly data: Float32Array;
}

/** A loaded net. `run` blocks its thread while it computes: call it inside a worker on a server. */
export interface Session {
  run(inputs: Readonly<Record<string, FloatTensor>>): Promise<Record<string, FloatTensor>>;
  release(): Promise<void>;
}

export interface SessionOptions {
  /** Whether every input has one shape. */
  readonly fixedShapes: boolean;
  /** Threads of one run, 1 unless told: parallelism comes from workers. */
  readonly threads?: number;
}

/**
 * Loads an ONNX model from memory.
 * The model may lie in shared memory: the runtime refuses that, so it is copied for as long as loading takes.
 * The memory arena is off where input shapes vary (`fixedShapes: false`), or it would keep a copy of every shape seen.
 */
export async function createSession(model: Uint8Array, options: SessionOptions): Promise<Session> {
  const session = await InferenceSession.create(model.buffer instanceof SharedArrayBuffer ? model.slice() : model, {
    executionProviders: ['cpu'],
    intraOpNumThreads: options.threads ?? 1,
    // A thread that waits for work must not take the core from another worker.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
    interOpNumThreads: 1,
    graphOptimizationLevel: 'all',
    enableCpuMemArena: options.fixedShapes,
    enableMemPattern: options.fixedShapes,
    logSeverityLevel: 3,
  });
  return {
    async run(inputs) {
      throwIfAbandoned();
      const feeds: Record<string, Tensor> = {};
      for (const [name, { data, dims }] of Object.entries(inputs)) feeds[name] = new Tensor('float32', data, dims);
      const results = await session.run(feeds);
      const outputs: Record<string, FloatTensor> = {};
      for (const [name, tensor] of Object.entries(results)) {
        if (tensor.type !== 'float32') throw new Error(`output ${name} is ${tensor.type}, expected float32`);
        outputs[name] = { dims: tensor.dims, data: tensor.data as Float32Array }; // narrowed by the type check above
      }
      return outputs;
    },
    release: () => session.release(),
  };
}
