import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import sharp from 'sharp';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder, findVideoDecoder, type VideoDecoder } from '#engine/video/video-decoder.js';
import type { ExtractedFrames, VideoFrames, VideoInput } from '#engine/video/video-frames.js';
import { videoLimits } from '#engine/video/video-limits.js';
import { encodeVideo, facePictures, ffmpegCoreFolder, runEncoder } from '../support/drawn-video.js';
import { inShortForm, wholeTest } from '../support/test-form.js';

// Real processes that decode real videos, which the tests encode themselves.
const request = { frames: 6, deadlineMs: 60_000, maxSidePixels: 1280 };

let folder: string;
const opened: VideoFrames[] = [];

function framesBy(decoder: VideoDecoder | null): VideoFrames {
  const frames = createVideoFrames({ decoder, memoryDirectory: null, temporaryDirectory: folder, concurrent: 2 });
  opened.push(frames);
  return frames;
}

async function extracted(decoder: VideoDecoder, video: VideoInput, overrides = {}): Promise<ExtractedFrames> {
  const outcome = await framesBy(decoder).extractFrames(video, { ...request, ...overrides });
  if (!outcome.ok) throw new Error(outcome.failure.code);
  return outcome.value;
}

/** Mean levels of red, green and blue. */
const colourOf = async (jpeg: Uint8Array): Promise<number[]> =>
  (await sharp(jpeg).stats()).channels.map(({ mean }) => Math.round(mean));

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bonafide-test-frames-'));
});
afterEach(async () => {
  for (const frames of opened.splice(0)) await frames.close();
  // Whatever happened: nothing of a video stays.
  expect((await readdir(folder)).filter((name) => name.startsWith('bonafide-video-'))).toEqual([]);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const x264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p'];

/** Where a four-letter box of an MP4 file has its content. */
function contentOf(file: Buffer, box: string): number {
  const at = file.indexOf(box, 0, 'latin1');
  if (at < 0) throw new Error(`no ${box}`);
  return at + 4;
}

const native = findVideoDecoder(process.env['PATH'] ?? '');
const decoders: readonly VideoDecoder[] = [
  coreDecoder(ffmpegCoreFolder()),
  // Where ffmpeg is installed it must do the same; its own command line is held by the tests of a stand-in below.
  ...(native?.kind === 'ffmpeg' ? [native] : []),
];

describe.each(decoders)('$kind', (decoder) => {
  let colours: Buffer;
  let mp4: Buffer;

  beforeAll(async () => {
    // Red, then green, then blue, a second each; 48 × 32.
    const pictures = await Promise.all(
      Array.from({ length: 30 }, (_, index) => {
        const background = ['#ff0000', '#00ff00', '#0000ff'][Math.floor(index / 10)]!;
        return sharp({ create: { width: 48, height: 32, channels: 3, background } })
          .png()
          .toBuffer();
      }),
    );
    colours = await encodeVideo(pictures, 10, [...x264, '-f', 'mp4']);
    mp4 = await encodeVideo(await facePictures('a', 20, [320, 240]), 10, [...x264, '-f', 'mp4']);
  });

  test('frames are spread over the time, in order, and have the colours of the video', async () => {
    const { frames, pictureTimesMs, ...facts } = await extracted(decoder, colours);
    expect(facts).toEqual({ durationMs: 3000, width: 48, height: 32, framesPerSecond: 10, isComplete: true });
    expect(pictureTimesMs.map(Math.round)).toEqual(Array.from({ length: 30 }, (_, index) => 100 * index));
    expect(frames.map(({ timeMs }) => Math.round(timeMs))).toEqual([0, 500, 1000, 1500, 2000, 2500]);
    const seen = await Promise.all(frames.map(({ jpeg }) => colourOf(jpeg)));
    const strongest = seen.map((levels) => levels.indexOf(Math.max(...levels)));
    expect(strongest).toEqual([0, 0, 1, 1, 2, 2]);
    expect(seen.every((levels) => Math.max(...levels) > 240 && Math.min(...levels) < 15)).toBe(true);
  });

  wholeTest('a file on disk, and frames no larger than asked for', async () => {
    const file = path.join(folder, 'film.mp4');
    await writeFile(file, mp4);
    const { frames } = await extracted(decoder, { file }, { maxSidePixels: 160 });
    const { width, height } = await sharp(frames[0]!.jpeg).metadata();
    expect([width, height]).toEqual([160, 120]);
    expect(await readFile(file)).toEqual(mp4);
  });

  wholeTest('a phone held upright: frames are turned', async () => {
    const turned = Buffer.from(mp4);
    // ISO/IEC 14496-12 §8.3.2: the matrix of the track's header; a quarter turn clockwise.
    const matrix = [0, 65536, 0, -65536, 0, 0, 0, 0, 1 << 30];
    for (const [index, value] of matrix.entries())
      turned.writeInt32BE(value, contentOf(turned, 'tkhd') + 40 + 4 * index);
    const { frames, width, height } = await extracted(decoder, turned);
    const upright = await sharp(frames[0]!.jpeg).metadata();
    expect([width, height, upright.width, upright.height]).toEqual([320, 240, 240, 320]);
  });

  test.each(
    inShortForm(1, [
      ['WebM as browsers record it', 'webm', ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '1M', '-live', '1']],
      ['AVI', 'avi', ['-c:v', 'mpeg4', '-q:v', '3']],
      ['an MPEG transport stream', 'mpegts', ['-r', '25', '-c:v', 'mpeg2video', '-q:v', '3']],
      ['an MPEG program stream', 'mpeg', ['-r', '25', '-c:v', 'mpeg2video', '-q:v', '3']],
      ['3GP', '3gp', ['-vf', 'scale=352:288', '-c:v', 'h263']],
      ['QuickTime', 'mov', ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-q:v', '3']],
    ]),
  )('%s', async (_, muxer, codec) => {
    const video = await encodeVideo(await facePictures('a', 12, [322, 242]), 10, [...codec, '-f', muxer]);
    const { frames, framesPerSecond, isComplete } = await extracted(decoder, video, { frames: 4 });
    expect([frames.length, Math.round(framesPerSecond) > 0, isComplete]).toEqual([4, true, true]);
  });

  wholeTest('a video that claims to last ten hours lasts as long as its pictures', async () => {
    const claiming = Buffer.from(mp4);
    for (const [box, at] of [
      ['mvhd', 16],
      ['mdhd', 16],
      ['tkhd', 20],
    ] as const) {
      claiming.writeUInt32BE(0x7fff_ffff, contentOf(claiming, box) + at);
    }
    expect(await extracted(decoder, claiming)).toMatchObject({ durationMs: 2000, framesPerSecond: 10 });
  });

  wholeTest('one picture a second, and one picture alone', async () => {
    const pictures = await facePictures('a', 3, [320, 240]);
    const slow = await extracted(decoder, await encodeVideo(pictures, 1, [...x264, '-f', 'mp4']));
    expect(slow.frames.map(({ timeMs }) => timeMs)).toEqual([0, 1000, 2000]);
    const single = await extracted(decoder, await encodeVideo(pictures.slice(0, 1), 1, [...x264, '-f', 'mp4']));
    expect(single.frames.length).toBe(1);
  });

  wholeTest('a WebM file without its end gives its frames; the beginning of an MP4 file tells of none', async () => {
    const webm = await encodeVideo(await facePictures('a', 20, [320, 240]), 10, ['-c:v', 'libvpx', '-f', 'webm']);
    const half = await extracted(decoder, webm.subarray(0, 0.8 * webm.length));
    expect(half.frames.length).toBeGreaterThan(0);
    expect(half.durationMs).toBeLessThan(2000);
    const outcome = await framesBy(decoder).extractFrames(mp4.subarray(0, mp4.length / 2), request);
    expect(outcome).toEqual({ ok: false, failure: { code: 'video-undecodable' } });
  });

  wholeTest('8K is refused before it is decoded', async () => {
    const scale = ['-vf', 'scale=7680:4320:flags=fast_bilinear', '-c:v', 'mpeg4', '-q:v', '31', '-f', 'mp4'];
    const large = await encodeVideo(await facePictures('a', 1, [64, 36]), 1, scale);
    const outcome = await framesBy(decoder).extractFrames(large, request);
    expect(outcome).toEqual({ ok: false, failure: { code: 'video-too-large' } });
  });

  wholeTest('sound without pictures, and bytes behind a true head, are undecodable', async () => {
    const sound = await runEncoder([], ['-f', 'lavfi', '-i', 'sine=d=1', '-c:a', 'aac', '-f', 'mp4', '/output']);
    const noise = Buffer.from(mp4);
    for (let at = 32; at < noise.length; at++) noise[at] = (at * 2654435761) >>> 24;
    for (const video of [sound, noise]) {
      const outcome = await framesBy(decoder).extractFrames(video, request);
      expect(outcome).toEqual({ ok: false, failure: { code: 'video-undecodable' } });
    }
  });

  test.runIf(decoder.kind === 'ffmpeg-core')('nothing of the video is written to any file', async () => {
    const seen = new Set<string>();
    let isOver = false;
    const work = extracted(decoder, mp4).finally(() => (isOver = true));
    while (!isOver) {
      // A folder may go while it is looked into.
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])) {
        if (entry.parentPath.includes('bonafide-video-')) seen.add(entry.name);
        else if (entry.name.startsWith('bonafide-video-')) seen.add('its folder');
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await work;
    expect([...seen]).toEqual(['its folder']);
  });

  test('closing ends what runs', async () => {
    const frames = framesBy(decoder);
    const running = frames.extractFrames(mp4, request);
    await frames.close();
    expect(await running).toEqual({ ok: false, failure: { code: 'deadline-exceeded' } });
  });
});

test.each([
  ['no bytes', () => Buffer.alloc(0), 'video-empty'],
  ['a zip file', () => Buffer.from('PK\x03\x04 and so on'), 'video-type-unsupported'],
  ['a playlist', () => Buffer.from('#EXTM3U\nhttp://example.org/a.ts\n'), 'video-type-unsupported'],
  [
    'more than 50 MB',
    () => Buffer.concat([Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), Buffer.alloc(videoLimits.sizeBytes)]),
    'video-too-large',
  ],
  ['a video where no decoder is installed', () => Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), 'video-decoder-not-installed'],
])('%s', async (_, make, code) => {
  const video = make();
  expect(await framesBy(null).extractFrames(video, request)).toEqual({ ok: false, failure: { code } });
  const file = path.join(folder, 'named-anything.mp4');
  await writeFile(file, video);
  expect(await framesBy(null).extractFrames({ file }, request)).toEqual({ ok: false, failure: { code } });
});

test('what a killed process left is removed, and what others still use is not', async () => {
  const [stale, young] = ['bonafide-video-stale', 'bonafide-video-young'].map((name) => path.join(folder, name));
  for (const left of [stale!, young!]) await mkdir(left);
  const anHourAgo = new Date(Date.now() - 3_600_000);
  await utimes(stale!, anHourAgo, anHourAgo);
  const decoder = { ...coreDecoder('/nowhere'), file: '/no/such/program' };
  expect(await framesBy(decoder).extractFrames(Buffer.from([0x1a, 0x45, 0xdf, 0xa3]), request)).toEqual({
    ok: false,
    failure: { code: 'video-undecodable' },
  });
  expect((await readdir(folder)).filter((name) => name.startsWith('bonafide-video-'))).toEqual([path.basename(young!)]);
  await rm(young!, { recursive: true });
});
