import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import sharp from 'sharp';
import { createEngineTasks } from '#engine/create-engine-tasks.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import { judgeFaces } from '#engine/judge-faces.js';
import { loadModels } from '#engine/models/model-store.js';
import { analyseSelfieVideo, type SelfieVideoAnalysis } from '#engine/video/analyse-selfie-video.js';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder } from '#engine/video/video-decoder.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { encodeVideo, facePictures, ffmpegCoreFolder } from '../support/drawn-video.js';
import { missing, samplePhoto, testData } from '../support/test-data.js';
import { inShortForm, wholeTest } from '../support/test-form.js';

// Real videos through the real decoder and the real nets.
let tasks: EngineTasks;
let videoFrames: VideoFrames;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bonafide-test-selfie-video-'));
  const models = await loadModels({ modelsDirectory: path.join(tmpdir(), 'bonafide-test-models') });
  tasks = await createEngineTasks({ models });
  videoFrames = createVideoFrames({
    decoder: coreDecoder(ffmpegCoreFolder()),
    memoryDirectory: null,
    temporaryDirectory: folder,
    concurrent: 2,
  });
});
afterAll(async () => {
  await videoFrames.close();
  await rm(folder, { recursive: true, force: true });
});

const webm = (pictures: readonly Uint8Array[], framesPerSecond = 10): Promise<Buffer> =>
  encodeVideo(pictures, framesPerSecond, ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '3M', '-f', 'webm']);
const analyse = (video: Uint8Array) => analyseSelfieVideo(video, { tasks, videoFrames, deadlineMs: 60_000 });

async function analysed(video: Uint8Array): Promise<SelfieVideoAnalysis> {
  const outcome = await analyse(video);
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

const blank = (count: number): Promise<Buffer[]> =>
  Promise.all(
    Array.from({ length: count }, () =>
      sharp({ create: { width: 640, height: 640, channels: 3, background: '#557799' } })
        .png()
        .toBuffer(),
    ),
  );

test('one person: the clearest frame, and frames that hang together', async () => {
  const sharpPictures = await facePictures('a', 20);
  // All but two frames are out of focus; none of those may be chosen.
  const pictures = await Promise.all(
    sharpPictures.map(async (picture, index) =>
      [8, 9].includes(index) ? picture : sharp(picture).blur(6).png().toBuffer(),
    ),
  );
  const { selfie, bestFrame, video, frames, continuity } = await analysed(await webm(pictures));
  const { pictureTimesMs, ...facts } = video;
  expect(pictureTimesMs).toHaveLength(20);
  expect(facts).toEqual({ durationMs: 2000, width: 640, height: 640, framesPerSecond: 10, isComplete: true });
  expect(frames.map(({ timeMs, failure }) => [Math.round(timeMs), failure])).toEqual(
    Array.from({ length: 10 }, (_, index) => [200 * index, null]),
  );
  expect(bestFrame.timeMs).toBe(800);
  expect(selfie.face.quality.sharpness.fine).toBe(true);
  expect(continuity).toMatchObject({ framesWithOneFace: 10, framesWithSeveralFaces: 0, framesWithoutFace: 0 });
  expect(continuity.weakestLink).toBeGreaterThan(0.75);
  expect(Object.keys(selfie.timings)).toEqual(expect.arrayContaining(['video.frames', 'video.looks', 'video.selfie']));

  // The same person as in the photo that the video was made from, by the same scale as two pictures.
  const [picture] = await facePictures('a', 1);
  const portrait = await tasks.analysePortrait(picture!, { secondFace: 'refused' });
  if (!portrait.ok) throw new Error(portrait.failure.code);
  expect(judgeFaces(selfie.template, portrait.value.template, shippedRecogniser).match).toBe(true);
});

wholeTest('another person takes over: the frames hang together no more', async () => {
  const pictures = [...(await facePictures('a', 10)), ...(await facePictures('b', 10))];
  const { continuity } = await analysed(await webm(pictures));
  expect(continuity.framesWithOneFace).toBe(10);
  expect(continuity.weakestLink).toBeLessThan(0.75);
});

wholeTest('a face that is there for a part of the time', async () => {
  const { continuity, frames } = await analysed(await webm([...(await blank(10)), ...(await facePictures('a', 10))]));
  expect(continuity).toMatchObject({ framesWithOneFace: 5, framesWithoutFace: 5 });
  expect(frames.map(({ failure }) => failure === null)).toEqual(Array.from({ length: 10 }, (_, index) => index >= 5));
});

wholeTest('no face in any frame; several faces in most', async () => {
  expect(await analyse(await webm(await blank(5)))).toEqual({ ok: false, failure: { code: 'face-not-found' } });
  const group = await sharp(samplePhoto(3)).resize(960).png().toBuffer();
  expect(await analyse(await webm([group, group, group]))).toEqual({ ok: false, failure: { code: 'several-faces' } });
});

wholeTest('a fault of the server in one look is the outcome', async () => {
  const busy: EngineTasks = { ...tasks, analysePortrait: async () => ({ ok: false, failure: { code: 'overloaded' } }) };
  const outcome = await analyseSelfieVideo(await webm(await blank(3)), {
    tasks: busy,
    videoFrames,
    deadlineMs: 60_000,
  });
  expect(outcome).toEqual({ ok: false, failure: { code: 'overloaded' } });
});

test.skipIf(missing('data/clips'))('seven real clips: each hangs together, none with half of another', async () => {
  const clips = testData('data/clips/liveportrait');
  const links: number[] = [];
  const names = (await readdir(clips)).filter((file) => file.endsWith('.mp4'));
  expect(names.length).toBe(7);
  for (const name of inShortForm(1, names)) {
    const { continuity } = await analysed(await readFile(path.join(clips, name)));
    expect(continuity).toMatchObject({ framesWithOneFace: 10 });
    links.push(continuity.weakestLink!);
  }
  expect(Math.min(...links)).toBeGreaterThan(0.75);
});
