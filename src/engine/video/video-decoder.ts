import { constants, accessSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import type { FfmpegEnds } from '#engine/video/ffmpeg-arguments.js';

/** A program that is given a video and ffmpeg's arguments, and writes to its standard output. */
export interface VideoDecoder {
  readonly kind: 'ffmpeg' | 'ffmpeg-core';
  readonly file: string;
  /** Where it finds the video. */
  readonly reads: 'file' | 'standard-input';
  /** Before ffmpeg's own arguments. */
  readonly leadingArguments: readonly string[];
  readonly ends: (videoFile: string) => FfmpegEnds;
  /**
   * What it surely decodes of H.264 in a second on one busy core of 2020; the WebAssembly build does 70 million (512 × 512, 30
   * pictures a second; docs/decisions/0013-selfie-video.md).
   */
  readonly pixelsPerSecond: number;
}

/** Bounds that Linux itself keeps: address space, time on the CPU, size of a written file (it writes none), no core dump. */
const kernelLimits = ['--as=1610612736', '--cpu=30', '--fsize=1048576', '--core=0'];

/**
 * ffmpeg where it lies in a folder of `searchPath` (as `PATH`), else the optional package @ffmpeg/core, else null. util-linux'
 * prlimit bounds ffmpeg further, where it is there; WebAssembly is bounded by its own memory.
 */
export function findVideoDecoder(searchPath: string): VideoDecoder | null {
  const ffmpeg = findExecutable('ffmpeg', searchPath);
  if (ffmpeg !== null) return nativeDecoder(ffmpeg, findExecutable('prlimit', searchPath));
  const coreFolder = findPackageFolder('@ffmpeg/core');
  return coreFolder === null ? null : coreDecoder(coreFolder);
}

function nativeDecoder(ffmpeg: string, prlimit: string | null): VideoDecoder {
  return {
    kind: 'ffmpeg',
    file: prlimit ?? ffmpeg,
    // Most formats of phones have their index at the end: it has to go back and forth.
    reads: 'file',
    leadingArguments: prlimit === null ? [] : [...kernelLimits, ffmpeg],
    ends: (videoFile) => ({ input: `file:${videoFile}`, output: 'pipe:1' }),
    pixelsPerSecond: 150e6,
  };
}

/** The compiled program, also for tests, which run on the sources. */
const coreProcessFile = createRequire(import.meta.url).resolve('#engine/video/ffmpeg-core-process.js');

export function coreDecoder(coreFolder: string): VideoDecoder {
  return {
    kind: 'ffmpeg-core',
    file: process.execPath,
    reads: 'standard-input',
    leadingArguments: ['--max-old-space-size=256', coreProcessFile, coreFolder],
    ends: () => ({ input: '/input', output: '/output' }),
    pixelsPerSecond: 40e6,
  };
}

function findExecutable(name: string, searchPath: string): string | null {
  for (const folder of searchPath.split(path.delimiter).filter((entry) => path.isAbsolute(entry))) {
    const file = path.join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
