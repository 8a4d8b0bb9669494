import type { Challenge } from '#domain/challenge.js';
import { createEnginePool } from '#engine/pool/engine-pool.js';
import { analyseSelfieVideo } from '#engine/video/analyse-selfie-video.js';
import { beginRealEngine, engineWorkerFile } from '#main/engine-source.js';
import { openVideoFrames } from '#main/open-video-frames.js';
import type { BenchVideo } from './bench-video.js';
import { distribution, type Distribution } from './statistics.js';

export interface VideoPathResult {
  readonly shows: string;
  readonly withNets: boolean;
  /** Stage, and `total`, → times. */
  readonly withoutChallenge: Readonly<Record<string, Distribution>>;
  readonly withChallenge: Readonly<Record<string, Distribution>>;
}

const rounds = 5;
const workers = 2;

/** As long as the video; what was asked for is of no matter to the time that it takes. */
const challenge: Challenge = {
  nonce: 'benchbenchbenchbench',
  steps: [
    { motion: 'turn-left', atMs: 1000 },
    { motion: 'turn-right', atMs: 2500 },
  ],
  endsAtMs: 5000,
};

/** A selfie video from its bytes to the assessment, as a server of two workers does it, with a challenge and without by turns. */
export async function benchVideoPath({ bytes, shows }: BenchVideo, modelsDirectory: string): Promise<VideoPathResult> {
  const source = beginRealEngine({ modelsDirectory, onProgress: () => undefined });
  const pool = createEnginePool({
    workerFile: engineWorkerFile,
    source,
    workers,
    queueLimit: 100,
    deadlineMs: 120_000,
  });
  const videoFrames = openVideoFrames(workers);
  const run = async (asked: Challenge | null) => {
    const startedAt = performance.now();
    const outcome = await analyseSelfieVideo(bytes, {
      tasks: pool,
      videoFrames,
      deadlineMs: 60_000,
      ...(asked !== null && { challenge: asked }),
    });
    const total = performance.now() - startedAt;
    if (!outcome.ok) throw new Error(outcome.failure.code);
    const ofVideo = Object.entries(outcome.value.selfie.timings).filter(([stage]) => stage.startsWith('video.'));
    return { ...Object.fromEntries(ofVideo), total };
  };
  const runs: Record<'withoutChallenge' | 'withChallenge', Record<string, number>[]> = {
    withoutChallenge: [],
    withChallenge: [],
  };
  try {
    for (let round = -1; round < rounds; round++) {
      const [without, asked] = [await run(null), await run(challenge)];
      if (round < 0) continue; // warms both up
      runs.withoutChallenge.push(without);
      runs.withChallenge.push(asked);
    }
  } finally {
    await videoFrames.close();
    await pool.close();
  }
  const stages = (of: readonly Record<string, number>[]): Record<string, Distribution> =>
    Object.fromEntries(
      Object.keys(of[0] ?? {}).map((stage) => [stage, distribution(of.map((one) => one[stage] ?? NaN))]),
    );
  return {
    shows,
    withNets: (await source.attackDetection)?.status === 'installed',
    withoutChallenge: stages(runs.withoutChallenge),
    withChallenge: stages(runs.withChallenge),
  };
}
