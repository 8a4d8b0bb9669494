import { execFile } from 'node:child_process';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { packageRoot } from '#engine/models/package-root.js';

export interface BenchVideo {
  readonly bytes: Uint8Array;
  readonly shows: string;
}

const seconds = 5;
const framesPerSecond = 30;
const size = { width: 1280, height: 720 } as const;
const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-f', 'mp4', '/output'];

/**
 * 5 s of 1280 × 720 at 30 pictures a second, H.264: a clip of a person who turns the head, brought to that size, where the data for
 * tests is there; else a photo of a face before which the camera moves. Null without @ffmpeg/core, which encodes it.
 */
export async function benchVideo(scratch: string): Promise<BenchVideo | null> {
  const core = findPackageFolder('@ffmpeg/core');
  if (core === null) return null;
  const folder = path.join(scratch, 'video-inputs');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const clip = path.resolve(
    packageRoot,
    process.env['BONAFIDE_TEST_DATA'] ?? '../shared',
    'data/clips/liveportrait/d12.mp4',
  );
  const encode = async (parameters: readonly string[]): Promise<Uint8Array> => {
    const file = path.join(scratch, 'video.mp4');
    const program = path.join(packageRoot, 'test/support/encode-video.mjs');
    await promisify(execFile)(process.execPath, [program, core, folder, file, ...parameters], { timeout: 300_000 });
    return readFile(file);
  };
  const isThere = await stat(clip).then(
    () => true,
    () => false,
  );
  if (isThere) {
    await writeFile(path.join(folder, 'clip'), await readFile(clip));
    const filter = `scale=-2:${size.height},pad=${size.width}:${size.height}:(ow-iw)/2:0`;
    const input = ['-f', 'mov', '-i', '/inputs/clip', '-t', String(seconds), '-an', '-r', String(framesPerSecond)];
    return { bytes: await encode([...input, '-vf', filter, ...h264]), shows: 'a person who turns the head' };
  }
  await drawFrames(folder);
  const input = ['-framerate', String(framesPerSecond), '-i', '/inputs/%04d.jpg'];
  return { bytes: await encode([...input, ...h264]), shows: 'a photo of a face' };
}

async function drawFrames(folder: string): Promise<void> {
  const faceApi = findPackageFolder('@vladmandic/face-api');
  if (faceApi === null) throw new Error('the package @vladmandic/face-api is not installed');
  const photo = path.join(faceApi, 'demo/sample5.jpg');
  for (let index = 0; index < seconds * framesPerSecond; index++) {
    const shift = Math.round(20 * Math.sin(index / 9));
    const frame = await sharp(photo)
      .extract({ left: 110 + shift, top: 700 + Math.round(shift / 2), width: 640, height: 640 })
      .resize(size.width, size.height, { fit: 'contain', background: '#777777' })
      .jpeg({ quality: 95 })
      .toBuffer();
    await writeFile(path.join(folder, `${String(index).padStart(4, '0')}.jpg`), frame);
  }
}
