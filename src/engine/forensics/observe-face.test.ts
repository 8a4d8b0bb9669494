import { expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';
import { observeFace } from '#engine/forensics/observe-face.js';
import { encodeJpeg, encodePng } from '#specimens/encode.js';
import { textured } from '../../../test/support/textured-picture.js';

const picture = textured(512, 1, 15);
const face = { x: 180, y: 160, width: 150, height: 180 };

async function names(bytes: Uint8Array, workingSide: number): Promise<string[]> {
  const opened = await openImage(bytes, workingSide);
  if (!opened.ok) throw new Error(opened.failure.code);
  const working = await opened.value.resized(workingSide);
  const scale = working.width / picture.width;
  const box = { x: face.x * scale, y: face.y * scale, width: face.width * scale, height: face.height * scale };
  return (await observeFace(opened.value, working, box)).map(({ name }) => name);
}

test('blocks are looked at in the pixels of the file, which are at hand up to twice the working copy', async () => {
  const jpeg = await encodeJpeg(picture, 80);
  const all = ['spectrum-falloff', 'noise-mismatch', 'grid-offset', 'face-edge'];
  expect(await names(jpeg, 512)).toEqual(all);
  expect(await names(jpeg, 300)).toEqual(all);
  expect(await names(jpeg, 256)).toEqual(['spectrum-falloff', 'noise-mismatch', 'face-edge']);
});

test('a file without blocks has none to look at', async () => {
  expect(await names(await encodePng(picture), 512)).toEqual(['spectrum-falloff', 'noise-mismatch', 'face-edge']);
});
