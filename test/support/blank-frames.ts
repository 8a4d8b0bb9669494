import { ok } from '#domain/outcome.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { plainPicture } from './sandbox-picture.js';

/**
 * The frames of `plainVideo` without decoding it, which takes a second a time: for tables of outcomes that the sandbox
 * gives, whatever the frames show.
 */
export const blankFrames: VideoFrames = {
  available: true,
  async extractFrames() {
    const frames = [0, 250].map((timeMs) => ({ jpeg: plainPicture, timeMs }));
    return ok({
      frames,
      durationMs: 500,
      width: 640,
      height: 480,
      framesPerSecond: 4,
      pictureTimesMs: [0],
      isComplete: true,
    });
  },
  close: async () => undefined,
};

/** The magic bytes of a WebM file, and nothing that anybody could decode. */
export const videoHead = Uint8Array.of(0x1a, 0x45, 0xdf, 0xa3, 0, 0, 0, 0);
