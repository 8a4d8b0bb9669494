import { solve } from '#web/capture/captcha/solve.js';

export interface CaptchaTask {
  readonly challenge: string;
  readonly difficultyBits: number;
}
export type CaptchaMessage = { readonly tried: number } | { readonly solution: string };

self.onmessage = ({ data }: MessageEvent<CaptchaTask>) => {
  const tell = (message: CaptchaMessage): void => self.postMessage(message);
  tell({ solution: solve(data.challenge, data.difficultyBits, (tried) => tell({ tried })) });
};
