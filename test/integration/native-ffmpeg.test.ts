import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { createVideoFrames } from '#engine/video/create-video-frames.js';
import { findVideoDecoder } from '#engine/video/video-decoder.js';

// A stand-in for ffmpeg, which many machines lack: a real child process that notes how it was called.
const root = await mkdtemp(path.join(tmpdir(), 'bonafide-test-ffmpeg-'));
const programs = path.join(root, 'bin');
const work = path.join(root, 'work');
const webm = Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 1, 2, 3]);
const request = { frames: 2, deadlineMs: 60_000, maxSidePixels: 640 };

/** Three pictures, a second apart. */
const table = `#tb 0: 1/1000
#dimensions 0: 8x4
0,          0,          0,     1000,       10, 0x00000000
0,       1000,       1000,     1000,       10, 0x00000000, F=0x0
0,       2000,       2000,     1000,       10, 0x00000000, F=0x0
`;
const pixmap = Buffer.concat([Buffer.from('P6\n8 4\n255\n'), Buffer.alloc(8 * 4 * 3, 200)]);

async function install(name: string, script: string): Promise<void> {
  const file = path.join(programs, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

/** Lists packets where it is asked to, and gives two pictures where it is asked for those. */
const obedient = `
printf '%s\\n' "$@" > "${root}/arguments.$$"
pwd > "${root}/folder"; env > "${root}/environment"; ls -A > "${root}/files"
case " $* " in
  *" framecrc "*) printf '%s' '${table}' ;;
  *) cat "${root}/pixmap" "${root}/pixmap" ;;
esac`;

const frames = (searchPath = programs, memoryDirectory: string | null = null) =>
  createVideoFrames({
    decoder: findVideoDecoder(searchPath),
    memoryDirectory,
    temporaryDirectory: work,
    concurrent: 1,
  });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

beforeEach(async () => {
  for (const folder of [programs, work]) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
  }
  await writeFile(path.join(root, 'pixmap'), pixmap);
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

test('it is called twice, with fixed arguments, in an empty folder of its own and without our environment', async () => {
  await install('ffmpeg', obedient);
  const outcome = await frames().extractFrames(webm, request);
  if (!outcome.ok) throw new Error(outcome.failure.code);
  const { frames: pictures, ...facts } = outcome.value;
  expect(facts).toEqual({
    durationMs: 3000,
    width: 8,
    height: 4,
    framesPerSecond: 1,
    isComplete: true,
    pictureTimesMs: [0, 1000, 2000],
  });
  expect(pictures.map(({ timeMs }) => timeMs)).toEqual([0, 2000]);
  expect(await sharp(pictures[1]!.jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 8, height: 4 });

  const folder = (await readFile(path.join(root, 'folder'), 'utf8')).trim();
  expect(path.dirname(folder)).toBe(work);
  expect(await readFile(path.join(root, 'files'), 'utf8')).toBe('video\n');
  expect(await readFile(path.join(root, 'environment'), 'utf8')).not.toMatch(/^(HOME|PATH|BONAFIDE_\w+)=\//m);
  expect(await readdir(work)).toEqual([]);

  const names = (await readdir(root)).filter((name) => name.startsWith('arguments.'));
  const calls = await Promise.all(names.map((name) => readFile(path.join(root, name), 'utf8')));
  for (const name of names) await rm(path.join(root, name));
  const decoders =
    'h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1,mpeg4,h263,msmpeg4,mpeg1video,mpeg2video,mjpeg,theora,prores';
  const input = (pixels: string, seconds: string) => [
    ...['-nostdin', '-hide_banner', '-loglevel', 'quiet', '-y', '-max_alloc', '268435456'],
    ...['-protocol_whitelist', 'file,pipe', '-codec_whitelist', decoders, '-threads', '1'],
    ...['-max_pixels', pixels, '-t', seconds, '-f', 'matroska', '-i', `file:${folder}/video`],
    ...['-map', '0:V:0', '-an', '-sn', '-dn', '-map_metadata', '-1'],
  ];
  const scale = "scale=w='min(iw,640)':h='min(ih,640)':force_original_aspect_ratio=decrease:flags=bicubic";
  const filters = `select='isnan(t)+gte(t-0.000000,selected_n*1.500000)',${scale},format=rgb24,settb=expr=1,setpts=N`;
  expect(calls.map((call) => call.trim().split('\n')).sort((a, b) => a.length - b.length)).toEqual([
    [...input('37748736', '30.000000'), '-c', 'copy', '-f', 'framecrc', 'pipe:1'],
    [
      ...input('9437184', '3.000000'),
      ...['-filter_threads', '1', '-filter:v', filters, '-frames:v', '2', '-r', '1'],
      ...['-threads', '1', '-c:v', 'ppm', '-f', 'image2pipe', 'pipe:1'],
    ],
  ]);
});

test('where memory looks like a folder, the video lies in it and not on a disk, unless there is no room', async () => {
  await install('ffmpeg', obedient);
  const folder = async (memory: string | null): Promise<string> => {
    expect((await frames(programs, memory).extractFrames(webm, request)).ok).toBe(true);
    return path.dirname((await readFile(path.join(root, 'folder'), 'utf8')).trim());
  };
  const memory = path.join(root, 'memory');
  await mkdir(memory);
  expect(await folder(memory)).toBe(memory);
  expect(await readdir(memory)).toEqual([]);
  expect(await folder(path.join(root, 'no-such-memory'))).toBe(work);
});

test('where prlimit is there, it starts ffmpeg under limits of the kernel', async () => {
  await install('ffmpeg', obedient);
  await install('prlimit', `printf '%s\\n' "$@" > "${root}/limits"; shift 4; exec "$@"`);
  expect((await frames().extractFrames(webm, request)).ok).toBe(true);
  const limits = (await readFile(path.join(root, 'limits'), 'utf8')).split('\n').slice(0, 5);
  expect(limits).toEqual(['--as=1610612736', '--cpu=30', '--fsize=1048576', '--core=0', path.join(programs, 'ffmpeg')]);
});

test('at the deadline it is killed, and what it gave until then counts', async () => {
  const hanging = (first: string) => `echo $$ > "${root}/pid"; ${first} exec sleep 600`;
  const listing = `case " $* " in *" framecrc "*) printf '%s' '${table}'; exit 0 ;; esac;`;
  const pid = async (): Promise<number> => Number(await readFile(path.join(root, 'pid'), 'utf8'));

  await install('ffmpeg', hanging(''));
  const short = { ...request, deadlineMs: 2000 };
  expect(await frames().extractFrames(webm, short)).toEqual({ ok: false, failure: { code: 'deadline-exceeded' } });
  expect([isAlive(await pid()), await readdir(work)]).toEqual([false, []]);

  await install('ffmpeg', hanging(`${listing} cat "${root}/pixmap";`));
  const outcome = await frames().extractFrames(webm, short);
  expect(outcome.ok && [outcome.value.frames.length, outcome.value.isComplete]).toEqual([1, false]);
  expect([isAlive(await pid()), await readdir(work)]).toEqual([false, []]);
});

test('whoever finds no turn before the deadline is told that the server is busy', async () => {
  await install('ffmpeg', 'exec sleep 600');
  const busy = frames();
  const running = busy.extractFrames(webm, request);
  expect(await busy.extractFrames(webm, { ...request, deadlineMs: 50 })).toEqual({
    ok: false,
    failure: { code: 'overloaded' },
  });
  await busy.close();
  expect(await running).toEqual({ ok: false, failure: { code: 'deadline-exceeded' } });
});

test('one that never stops writing is killed', async () => {
  await install('ffmpeg', 'while :; do echo "0, 1, 1, 1, 1, 0x00000000"; done');
  expect((await frames().extractFrames(webm, request)).ok).toBe(false);
  expect(await readdir(work)).toEqual([]);
});

test('without ffmpeg on the search path the WebAssembly build is taken; relative folders are no search path', () => {
  expect(findVideoDecoder(programs)?.kind).toBe('ffmpeg-core');
  expect(findVideoDecoder(`.:${path.relative(process.cwd(), programs)}:`)?.kind).toBe('ffmpeg-core');
});
