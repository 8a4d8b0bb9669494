import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drawnPicture, type Drawing } from './drawn-pictures.js';

const frames = 24;

/** A film that Chromium plays as its camera, again and again: a drawing that moves a little. Gives the file's path. */
export async function fakeCamera(drawing: Drawing): Promise<string> {
  const folder = path.join(tmpdir(), 'bonafide-test-camera');
  const file = path.join(folder, `${drawing}-1.mjpeg`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const pictures = await Promise.all(
    Array.from({ length: frames }, (_, index) =>
      drawnPicture(drawing, Math.round(6 * Math.sin((index / frames) * 2 * Math.PI))),
    ),
  );
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, Buffer.concat(pictures));
  renameSync(partial, file);
  return file;
}
