import type { CaptchaMessage, CaptchaTask } from '#web/capture/captcha/captcha-worker.js';
import { likelyDone } from '#web/capture/captcha/solve.js';

/** Solves a proof of work beside the page; `onProgress`: 0–1. Rejects where the browser starts no worker. */
export function proveWork(
  task: CaptchaTask,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./captcha-worker.ts', import.meta.url), { type: 'module' });
    const end = (): void => worker.terminate();
    signal.addEventListener('abort', end);
    worker.onerror = () => {
      end();
      reject(new Error('the proof of work could not be computed'));
    };
    worker.onmessage = ({ data }: MessageEvent<CaptchaMessage>) => {
      if ('tried' in data) {
        onProgress(likelyDone(data.tried, task.difficultyBits));
        return;
      }
      end();
      resolve(data.solution);
    };
    worker.postMessage(task);
  });
}
