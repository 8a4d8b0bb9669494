import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filmFileSigns } from '#engine/injection/file-signs.js';
import { recordingSigns } from '#engine/injection/recording-signs.js';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder } from '#engine/video/video-decoder.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { ffmpegCoreFolder, runEncoder } from './drawn-video.js';
import { missing, testData } from './test-data.js';

// The open clips as a browser would record them: VP8 in WebM, pictures timed when they come, and the browser's own name.

const clips = 'data/clips/liveportrait';
const seconds = 4;
/** Up to 12 ms late, as from a camera; then no picture is moved to an even grid. */
const asFromCamera = [
  '-vf',
  "scale=320:-2,settb=1/1000,setpts='PTS+12*random(1)'",
  '-vsync',
  'vfr',
  '-enc_time_base',
  '1:1000',
];
const recorder = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-b:v', '1M'];
/** Without the version of FFmpeg, which is then only named as the writer. */
const anonymous = ['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact'];

/** Chromium's name in place of FFmpeg's, filled up with zeros to the same length. */
function writtenByChromium(film: Buffer): Buffer {
  const written = Buffer.from(film);
  for (let at = written.indexOf('Lavf'); at >= 0; at = written.indexOf('Lavf')) written.write('Chr\0', at, 'latin1');
  return written;
}

async function signsOf(videoFrames: VideoFrames, film: Buffer): Promise<string[]> {
  const extracted = await videoFrames.extractFrames(film, { frames: 1, maxSidePixels: 320, deadlineMs: 60_000 });
  if (!extracted.ok) throw new Error(extracted.failure.code);
  const recording = extracted.value;
  const { width, height, durationMs } = recording;
  const page = {
    source: 'camera',
    recordedMs: durationMs + 40,
    startedAfterMs: 800,
    cameraSettings: { width, height, frameRate: 30 },
  } as const;
  const sinceDrawMs = durationMs + 2500;
  return [
    ...filmFileSigns(film, { sessionCreatedAtEpochMs: Date.UTC(2026, 10, 1) }),
    ...recordingSigns({ recording, sinceDrawMs, page, reasons: [] }),
  ];
}

/** Tests that no sign of an injection is seen in the clips of these names. */
export function testHonestRecordings(names: readonly string[]): void {
  describe.skipIf(missing(clips))('films as a browser records them', () => {
    let videoFrames: VideoFrames;
    beforeAll(() => {
      const folders = { memoryDirectory: null, temporaryDirectory: tmpdir() };
      videoFrames = createVideoFrames({ decoder: coreDecoder(ffmpegCoreFolder()), ...folders, concurrent: 1 });
    });
    afterAll(() => videoFrames.close());

    test.each(names)('%s has no sign', { timeout: 300_000 }, async (name) => {
      const film = readFileSync(testData(clips, `${name}.mp4`));
      const input = ['-t', String(seconds), '-i', '/inputs/0000.png', '-an', ...asFromCamera];
      const recorded = await runEncoder([film], [...input, ...recorder, ...anonymous, '-f', 'webm', '/output']);
      expect(await signsOf(videoFrames, writtenByChromium(recorded))).toEqual([]);
      expect(await signsOf(videoFrames, recorded)).toEqual(['written-by-editor']);
    });
  });
}
