import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import weightsUrl from '#blaze-face/blazeface.bin?url';
import topologyUrl from '#blaze-face/blazeface.json?url';
import type { FaceAnswer, FaceModelFiles, FaceRequest } from '#web/capture/guidance/face-worker.js';
import type { SeenFace } from '#web/capture/guidance/seen-face.js';

/** The model that finds faces in the browser, in a thread of its own. */
export interface FaceModel {
  /** `rgba`: `blazeFaceSide`² pixels; its buffer is given away. */
  look(rgba: Uint8ClampedArray): Promise<readonly SeenFace[]>;
  close(): void;
}

/** Rejects where it cannot be loaded or run: guidance degrades then, and capture does not. `onProgress`: 0–1. */
export async function loadFaceModel(onProgress: (share: number) => void, signal: AbortSignal): Promise<FaceModel> {
  if (typeof WebAssembly === 'undefined' || typeof Worker === 'undefined') throw new Error('no WebAssembly');
  const shares = [0, 0];
  const told = (index: number) => (share: number) => {
    shares[index] = share;
    onProgress(shares[0]! * 0.15 + shares[1]! * 0.75);
  };
  const [topology, weights] = await Promise.all([
    download(topologyUrl, told(0), signal),
    download(weightsUrl, told(1), signal),
  ]);
  const wasm = { plain: new URL(plainWasm, location.href).href, simd: new URL(simdWasm, location.href).href };
  return startWorker({ wasm, topology, weights }, signal);
}

async function startWorker(files: FaceModelFiles, signal: AbortSignal): Promise<FaceModel> {
  const worker = new Worker(new URL('./face-worker.ts', import.meta.url), { type: 'module' });
  signal.addEventListener('abort', () => worker.terminate());
  const ask = (request: FaceRequest, transfer: Transferable[]): Promise<FaceAnswer> =>
    new Promise((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<FaceAnswer>) => resolve(data);
      worker.onerror = () => reject(new Error('the face model cannot be run'));
      worker.postMessage(request, transfer);
    });
  const started = await ask({ files }, [files.topology, files.weights]);
  if (!('ready' in started)) {
    worker.terminate();
    throw new Error('failed' in started ? started.failed : 'the face model cannot be run');
  }
  return {
    async look(rgba) {
      const answer = await ask({ rgba: rgba.buffer as ArrayBuffer }, [rgba.buffer as ArrayBuffer]); // of getImageData
      if ('faces' in answer) return answer.faces;
      throw new Error('failed' in answer ? answer.failed : 'the face model failed');
    },
    close: () => worker.terminate(),
  };
}

async function download(url: string, onProgress: (share: number) => void, signal: AbortSignal): Promise<ArrayBuffer> {
  const response = await fetch(url, { signal, credentials: 'same-origin' });
  if (!response.ok || response.body === null) throw new Error(`the face model was not found (${response.status})`);
  // Of what travels, which may be compressed: the bar only shows that it goes on.
  const expected = Number(response.headers.get('content-length') ?? 0) || 600_000;
  const parts: Uint8Array[] = [];
  let received = 0;
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    received += value.length;
    onProgress(Math.min(1, received / expected));
  }
  const whole = new Uint8Array(received);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  onProgress(1);
  return whole.buffer;
}
