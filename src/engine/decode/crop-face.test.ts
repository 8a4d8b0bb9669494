import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cropFace } from '#engine/decode/crop-face.js';

const box = { x: 100, y: 100, width: 100, height: 50 };
const sizeOf = async (bytes: Uint8Array | null) => {
  const { format, width, height, exif } = await sharp(bytes!).metadata();
  return [format, width, height, exif];
};
const picture = sharp({ create: { width: 400, height: 200, channels: 3, background: '#888888' } });

test('the face with room around it, as far as the picture goes', async () => {
  const bytes = await picture.clone().png().toBuffer();
  expect(await sizeOf(await cropFace(bytes, box))).toEqual(['jpeg', 180, 90, undefined]);
  expect(await sizeOf(await cropFace(bytes, { ...box, x: 0, y: 0 }))).toEqual(['jpeg', 140, 70, undefined]);
});

test('the box is one of the upright picture', async () => {
  // Stored lying, 200 × 400 when it is upright: at y = 300 only the upright one has a face.
  const bytes = await picture.clone().withMetadata({ orientation: 6 }).jpeg().toBuffer();
  expect(await sizeOf(await cropFace(bytes, { ...box, x: 50, y: 300 }))).toEqual(['jpeg', 180, 90, undefined]);
});

test('at most 512 pixels a side', async () => {
  const large = await sharp({ create: { width: 2000, height: 2000, channels: 3, background: '#888888' } })
    .jpeg()
    .toBuffer();
  const crop = await cropFace(large, { x: 500, y: 500, width: 1000, height: 800 });
  expect(await sizeOf(crop)).toEqual(['jpeg', 512, 410, undefined]);
});

test('what cannot be read gives none', async () => {
  expect(await cropFace(Buffer.from('hello'), box)).toBeNull();
});
