import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Challenge, ChallengeMotion } from '#domain/challenge.js';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { loadModels } from '#engine/models/model-store.js';
import { analyseSelfieVideo } from '#engine/video/analyse-selfie-video.js';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder } from '#engine/video/video-decoder.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { seededRandom } from '#specimens/random.js';
import { encodeVideo, facePictures, ffmpegCoreFolder, personPicture } from '../support/drawn-video.js';
import { judgeAttack, trackOfAttack } from '../support/picture-attacks.js';
import { missing, testData } from '../support/test-data.js';
import { inShortForm, wholeTest } from '../support/test-form.js';

const clips = 'data/clips/liveportrait';
let tasks: EngineTasks;
let videoFrames: VideoFrames;

beforeAll(async () => {
  const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
  tasks = await createEngineTasks({ models });
  videoFrames = createVideoFrames({
    decoder: coreDecoder(ffmpegCoreFolder()),
    memoryDirectory: null,
    temporaryDirectory: tmpdir(),
    concurrent: 1,
  });
});
afterAll(() => videoFrames.close());

const asking = (endsAtMs: number, ...steps: (readonly [ChallengeMotion, number])[]): Challenge => ({
  nonce: 'n'.repeat(16),
  steps: steps.map(([motion, atMs]) => ({ motion, atMs })),
  endsAtMs,
});

async function judged(video: Uint8Array, challenge?: Challenge) {
  const options = { tasks, videoFrames, deadlineMs: 60_000, ...(challenge === undefined ? {} : { challenge }) };
  const analysed = await analyseSelfieVideo(video, options);
  if (!analysed.ok) throw new Error(analysed.failure.code);
  const { activeLiveness, selfie } = analysed.value;
  return { ...activeLiveness, signal: selfie.face.liveness };
}

const clip = (name: string): Buffer => readFileSync(testData(clips, name));

/** Pictures of a clip, ten a second, from one time to another. */
async function picturesOf(name: string, fromMs: number, untilMs: number): Promise<Buffer[]> {
  const extracted = await videoFrames.extractFrames(clip(name), { frames: 70, deadlineMs: 60_000, maxSidePixels: 512 });
  if (!extracted.ok) throw new Error(extracted.failure.code);
  const taken = extracted.value.frames.filter(({ timeMs }) => timeMs >= fromMs && timeMs < untilMs);
  return Promise.all(taken.map(({ jpeg }) => sharp(jpeg).resize(512, 512).png().toBuffer()));
}

const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-f', 'mp4'];

describe.skipIf(missing(clips))('people who were filmed', () => {
  test.each(
    inShortForm<[string, Challenge]>(1, [
      ['d12.mp4', asking(5000, ['turn-left', 1000], ['turn-right', 2500])],
      ['d3.mp4', asking(10_500, ['turn-left', 7900])],
    ]),
  )('%s: the motions that it holds, asked for when they are made', async (name, challenge) => {
    const { fine, reasons, steps, signal } = await judged(clip(name), challenge);
    expect([fine, reasons, steps.map(({ reason }) => reason)]).toEqual([true, [], challenge.steps.map(() => null)]);
    expect(signal).toMatchObject({ status: 'assessed', fine: true });
  });

  test.each(
    inShortForm<[string, Challenge, string]>(1, [
      ['the opposite direction', asking(5000, ['turn-right', 1000], ['look-up', 2500]), 'motion-wrong-direction'],
      ['the other order', asking(5000, ['turn-right', 1000], ['turn-left', 2500]), 'motion-wrong-order'],
      ['too early', asking(6500, ['turn-right', 4600]), 'motion-too-early'],
      ['not at all', asking(5000, ['turn-left', 1000], ['come-closer', 2500]), 'motion-missing'],
      ['longer than the video', asking(9900, ['turn-left', 1000], ['turn-right', 2500]), 'video-too-short'],
    ]),
  )('d12.mp4, as if asked otherwise: %s', async (_, challenge, reason) => {
    const { fine, reasons, signal } = await judged(clip('d12.mp4'), challenge);
    expect([fine, reasons.includes(reason as never)]).toEqual([false, true]);
    expect(signal).toEqual({ status: 'assessed', score: 0, fine: false });
  });

  wholeTest('a piece of one that is played again and again', async () => {
    const piece = await picturesOf('d12.mp4', 800, 3800);
    const looped = await encodeVideo([...piece, ...piece, ...piece], 10, h264);
    const { fine, reasons } = await judged(looped, asking(8000, ['turn-left', 300], ['turn-right', 1700]));
    expect([fine, reasons.includes('frames-repeated')]).toEqual([false, true]);
  });

  wholeTest('one who becomes another', async () => {
    const [one, other] = [await picturesOf('d12.mp4', 0, 3000), await picturesOf('d3.mp4', 0, 4000)];
    const spliced = await encodeVideo([...one, ...other], 10, h264);
    const { fine, reasons } = await judged(spliced, asking(4500, ['turn-left', 1000]));
    expect([fine, reasons.includes('identity-changed')]).toEqual([false, true]);
  });
});

wholeTest('a still picture as a video', async () => {
  const [picture] = await facePictures('a', 1);
  const still = await encodeVideo(
    Array.from({ length: 50 }, () => picture!),
    10,
    h264,
  );
  expect((await judged(still)).reasons).toEqual(['frames-still']);
  const { fine, reasons } = await judged(still, asking(4500, ['turn-left', 1500]));
  expect([fine, reasons.includes('frames-still')]).toEqual([false, true]);
});

wholeTest('pictures, flat and bent, held before the camera with any motion: none is taken for a person', async () => {
  const random = seededRandom(7);
  const pictures = [await personPicture('a'), await personPicture('b')];
  const accepted: number[] = [];
  for (let attack = 0; attack < 6; attack++) {
    const track = await trackOfAttack(pictures[attack % 2]!, random, tasks);
    if ((await judgeAttack(track, tasks)).fine) accepted.push(attack);
  }
  expect(accepted).toEqual([]);
});
