import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import sharp from 'sharp';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { findPackageFolder } from '#engine/models/find-package-folder.js';
import { samplePhoto } from './test-data.js';

/** Where @ffmpeg/core, an optional dependency, lies; tests of videos need it. */
export const ffmpegCoreFolder = (): string => {
  const folder = findPackageFolder('@ffmpeg/core');
  if (folder === null) throw new Error('these tests encode videos and need the optional package @ffmpeg/core');
  return folder;
};

/**
 * A video of the pictures (PNG), encoded by @ffmpeg/core. `output` are ffmpeg's arguments for it, with `-f` and the muxer's name
 * last; the pictures follow each other at `framesPerSecond`.
 */
export async function encodeVideo(
  pictures: readonly Uint8Array[],
  framesPerSecond: number,
  output: readonly string[],
  beforeOutput: readonly string[] = [],
): Promise<Buffer> {
  const input = ['-framerate', String(framesPerSecond), '-i', '/inputs/%04d.png'];
  return runEncoder(pictures, [...input, ...beforeOutput, ...output, '/output']);
}

/** What ffmpeg writes to `/output` with these arguments; the pictures are `/inputs/0000.png` and so on. */
export async function runEncoder(pictures: readonly Uint8Array[], parameters: readonly string[]): Promise<Buffer> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bonafide-test-video-'));
  try {
    await Promise.all(
      pictures.map((picture, index) => writeFile(path.join(folder, `${String(index).padStart(4, '0')}.png`), picture)),
    );
    const file = `${folder}.out`;
    const program = path.join(import.meta.dirname, 'encode-video.mjs');
    // Some of its encoders never end.
    const options = { timeout: 60_000, killSignal: 'SIGKILL' } as const;
    await promisify(execFile)(process.execPath, [program, ffmpegCoreFolder(), folder, file, ...parameters], options);
    const bytes = await readFile(file);
    await rm(file);
    return bytes;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Two people of the photos that ship with face-api, with room around the face and nobody else. */
const people = {
  a: { photo: 5, left: 110, top: 700, width: 640, height: 640 },
  b: { photo: 1, left: 1230, top: 60, width: 640, height: 640 },
} as const;

/** Pictures of one of them in which the head moves a little from one to the next, as a hand-held phone films it. */
export async function facePictures(
  person: keyof typeof people,
  count: number,
  [width, height]: readonly [number, number] = [640, 640],
): Promise<Buffer[]> {
  const { photo, ...region } = people[person];
  return Promise.all(
    Array.from({ length: count }, (_, index) => {
      const shift = Math.round(20 * Math.sin(index / 3));
      return sharp(samplePhoto(photo))
        .extract({ ...region, left: region.left + shift, top: region.top + Math.round(shift / 2) })
        .resize(width, height, { fit: 'cover' })
        .png({ compressionLevel: 1 })
        .toBuffer();
    }),
  );
}

/** The first of them as it is, for attacks with a picture. */
export async function personPicture(person: keyof typeof people): Promise<RgbImage> {
  const { photo, ...region } = people[person];
  const { data, info } = await sharp(samplePhoto(photo))
    .extract(region)
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}
