import { tmpdir } from 'node:os';
import { failureDescriptions } from '#domain/failure.js';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder, findVideoDecoder, type VideoDecoder } from '#engine/video/video-decoder.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { ffmpegCoreFolder, runEncoder } from '../../support/drawn-video.js';
import { UndeclaredAnswerError, words, type FuzzTarget } from '../fuzz-target.js';

const deadlineMs = 10_000;
/** Killing a process, and starting it on a busy machine, may take as long again. */
const hangMs = 3 * deadlineMs;

const source = ['-f', 'lavfi', '-i', 'testsrc=s=64x48:r=10:d=1'];
const encoded = (...output: readonly string[]): Promise<Buffer> => runEncoder([], [...source, ...output, '/output']);

function videoTarget(name: string, shortRuns: number, decoder: () => VideoDecoder): FuzzTarget {
  let frames: VideoFrames | undefined;
  return {
    name,
    deadlineMs: hangMs,
    shortRuns,
    isPure: false,
    dictionary: words(
      'moov',
      'trak',
      'stsz',
      'stts',
      'stco',
      'mdat',
      'moof',
      '\x1f\x43\xb6\x75',
      '\x18\x53\x80\x67',
      '\x01\xff\xff\xff',
    ),
    seeds: () =>
      Promise.all([
        encoded('-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '100k', '-f', 'webm'),
        encoded('-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-f', 'mp4'),
        encoded('-c:v', 'mpeg4', '-movflags', 'frag_keyframe+empty_moov', '-f', 'mp4'),
        encoded('-c:v', 'mpeg4', '-f', 'avi'),
      ]),
    async judge(bytes) {
      frames ??= createVideoFrames({
        decoder: decoder(),
        memoryDirectory: null,
        temporaryDirectory: tmpdir(),
        concurrent: 1,
      });
      const outcome = await frames.extractFrames(bytes, { frames: 4, maxSidePixels: 320, deadlineMs });
      if (!outcome.ok) {
        if (!(outcome.failure.code in failureDescriptions)) throw new UndeclaredAnswerError(outcome.failure.code);
        return outcome.failure.code;
      }
      if (outcome.value.frames.length === 0) throw new UndeclaredAnswerError('a film without a picture');
      return 'ok';
    },
    async close() {
      await frames?.close();
      frames = undefined;
    },
  };
}

const native = findVideoDecoder(process.env['PATH'] ?? '');

/** WebM, MP4 and AVI through the WebAssembly build of ffmpeg, and through an installed one where there is one. */
export const videoTargets: readonly FuzzTarget[] = [
  videoTarget('video, WebAssembly', 4, () => coreDecoder(ffmpegCoreFolder())),
  ...(native?.kind === 'ffmpeg' ? [videoTarget('video, installed ffmpeg', 10, () => native)] : []),
];
