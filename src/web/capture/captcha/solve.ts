import { sha256 } from '#web/capture/captcha/sha256.js';

/** Zero bits at the beginning of a digest. */
export function leadingZeroBits(digest: Uint8Array): number {
  let bits = 0;
  for (const byte of digest) {
    if (byte === 0) {
      bits += 8;
      continue;
    }
    return bits + Math.clz32(byte) - 24;
  }
  return bits;
}

/**
 * Counts up until `SHA-256("<challenge>:<count>")` begins with so many zero bits. `onTried` is told now and then how many were
 * tried.
 */
export function solve(challenge: string, difficultyBits: number, onTried: (count: number) => void): string {
  const encoder = new TextEncoder();
  for (let count = 0; ; count += 1) {
    if (leadingZeroBits(sha256(encoder.encode(`${challenge}:${count}`))) >= difficultyBits) return String(count);
    if (count % 4096 === 0) onTried(count);
  }
}

/** How sure it is that a proof has been found after so many tries, 0–1: what a progress bar can honestly show. */
export const likelyDone = (tried: number, difficultyBits: number): number => 1 - Math.exp(-tried / 2 ** difficultyBits);
