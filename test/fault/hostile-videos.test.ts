import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { coreDecoder, findVideoDecoder, type VideoDecoder } from '#engine/video/video-decoder.js';
import { ffmpegCoreFolder } from '../support/drawn-video.js';
import { hostileVideos, type HostileVideo } from '../support/hostile-videos.js';
import { textTable } from '../support/text-table.js';

// Hostile videos through the real decoders: refused with a declared failure or bounded, with nothing left behind.
const deadlineMs = 10_000;
const native = findVideoDecoder(process.env['PATH'] ?? '');
const decoders: readonly VideoDecoder[] = [
  coreDecoder(ffmpegCoreFolder()),
  ...(native?.kind === 'ffmpeg' ? [native] : []),
];

let folder: string;
let videos: HostileVideo[];
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bonafide-test-hostile-'));
  videos = await hostileVideos();
}, 300_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Processes that this one started and that still are, by Linux' own list; null on other systems. */
function children(): number[] | null {
  if (!existsSync('/proc/self/stat')) return null;
  const parentOf = (pid: string): number | null => {
    try {
      // proc(5): pid (name) state ppid …; a name may hold spaces and brackets.
      return Number(readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ').at(-1)?.split(' ')[1]);
    } catch {
      return null; // it ended meanwhile
    }
  };
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && parentOf(name) === process.pid)
    .map(Number);
}

describe.each(decoders)('$kind', (decoder) => {
  test('refused or bounded within ten seconds, no process and no file left', async () => {
    const frames = createVideoFrames({ decoder, memoryDirectory: null, temporaryDirectory: folder, concurrent: 2 });
    const before = children();
    const rows: string[][] = [];
    const wrong: string[] = [];
    for (const { name, bytes, answers } of videos) {
      const startedAt = performance.now();
      const outcome = await frames.extractFrames(bytes, { frames: 10, maxSidePixels: 1280, deadlineMs });
      const ms = Math.round(performance.now() - startedAt);
      const answer = outcome.ok ? 'frames' : outcome.failure.code;
      const told = outcome.ok
        ? `${outcome.value.frames.length} frames of ${(outcome.value.durationMs / 1000).toFixed(1)} s${outcome.value.isComplete ? '' : ', cut'}`
        : answer;
      rows.push([name, told, String(ms)]);
      if (!(answers as readonly string[]).includes(answer)) wrong.push(`${name}: ${answer}`);
      if (ms > deadlineMs) wrong.push(`${name}: ${ms} ms`);
      if (JSON.stringify(children()) !== JSON.stringify(before)) wrong.push(`${name}: a process is left`);
      if ((await readdir(folder)).length > 0) wrong.push(`${name}: a file is left`);
    }
    await frames.close();
    process.stdout.write(`${textTable([[`video, ${decoder.kind}`, 'answer', 'ms'], ...rows], 2)}\n`);
    expect(wrong).toEqual([]);
    expect(rows.length).toBe(29);
  }, 400_000);
});
