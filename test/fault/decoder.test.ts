import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder } from '#engine/video/video-decoder.js';
import { ffmpegCoreFolder } from '../support/drawn-video.js';
import { noteFigure } from '../support/fault-figures.js';
import { plainVideo } from '../support/plain-video.js';

// The WebAssembly build of ffmpeg in its own process; the native program is harmed in test/integration/native-ffmpeg.test.ts.
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bonafide-test-decoder-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The decoder's process among those that this one started, by Linux' own list. */
function childOfThis(): number | null {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)!.split(' ');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'latin1');
      if (Number(stat[1]) === process.pid && command.includes('ffmpeg-core-process')) return Number(pid);
    } catch {
      continue; // it has ended
    }
  }
  return null;
}

test.runIf(process.platform === 'linux').each([
  ['killed', 'SIGKILL', 20_000, 'video-undecodable'],
  ['stopped (hangs)', 'SIGSTOP', 4000, 'deadline-exceeded'],
] as const)(
  'a decoder that is %s: a declared failure, no process and no file left',
  async (name, signal, deadlineMs, code) => {
    const frames = createVideoFrames({
      decoder: coreDecoder(ffmpegCoreFolder()),
      concurrent: 1,
      temporaryDirectory: folder,
      memoryDirectory: null,
    });
    const startedAt = performance.now();
    const extracting = frames.extractFrames(plainVideo, { frames: 2, maxSidePixels: 320, deadlineMs });
    let pid = childOfThis();
    while (pid === null) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      pid = childOfThis();
    }
    process.kill(pid, signal);
    const outcome = await extracting;
    const afterMs = performance.now() - startedAt;
    expect(outcome).toEqual({ ok: false, failure: { code } });
    expect([childOfThis(), await readdir(folder)]).toEqual([null, []]);
    await frames.close();
    noteFigure({
      fault: `ffmpeg (WebAssembly) ${name}`,
      goal: 'declared failure within the deadline, nothing left',
      measured: `${code} after ${Math.round(afterMs)} ms (deadline ${deadlineMs} ms)`,
    });
  },
);
