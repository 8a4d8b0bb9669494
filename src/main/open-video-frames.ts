import { tmpdir } from 'node:os';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { findVideoDecoder } from '#engine/video/video-decoder.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import { memoryDirectory } from '#main/memory-directory.js';

/** With the decoder of this machine, where it has one; `concurrent` videos at a time. */
export const openVideoFrames = (concurrent: number): VideoFrames =>
  createVideoFrames({
    decoder: findVideoDecoder(process.env['PATH'] ?? ''),
    memoryDirectory: memoryDirectory(),
    temporaryDirectory: tmpdir(),
    concurrent,
  });
