import { writeFileSync } from 'node:fs';
import type { FuzzTarget } from '../fuzz-target.js';

/** What a target did so far; grows with every input. */
export interface Tally {
  tried: number;
  slowestMs: number;
  /** Of the process, by one input: what it held after it beyond what it held before. */
  worstGrowthBytes: number;
  readonly answers: Record<string, number>;
  /** Inputs that guided the search; 0 where none did. */
  kept: number;
}

export const emptyTally = (): Tally => ({ tried: 0, slowestMs: 0, worstGrowthBytes: 0, answers: {}, kept: 0 });

/** The target took longer than it ever should, and answered in the end. */
export class TooSlowError extends Error {
  override readonly name = 'TooSlowError';
}

/** Lets the target judge one input, which lies in `currentFile` meanwhile: whoever ends this process finds it there. */
export async function attempt(target: FuzzTarget, bytes: Uint8Array, tally: Tally, currentFile: string): Promise<void> {
  writeFileSync(currentFile, bytes);
  const before = process.memoryUsage.rss();
  const startedAt = performance.now();
  // Awaited only where there is something to wait for: millions of inputs are judged at once.
  const judged = target.judge(bytes);
  const answer = typeof judged === 'string' ? judged : await judged;
  const ms = performance.now() - startedAt;
  tally.tried += 1;
  tally.answers[answer] = (tally.answers[answer] ?? 0) + 1;
  tally.slowestMs = Math.max(tally.slowestMs, ms);
  tally.worstGrowthBytes = Math.max(tally.worstGrowthBytes, process.memoryUsage.rss() - before);
  if (ms > target.deadlineMs) throw new TooSlowError(`${Math.round(ms)} ms`);
}
