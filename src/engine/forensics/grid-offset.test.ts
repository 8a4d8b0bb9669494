import { expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { gridOffset } from '#engine/forensics/grid-offset.js';
import { observation } from '#engine/forensics/observation-table.js';
import { decodeJpeg, encodeJpeg } from '#specimens/encode.js';
import { textured, withInset } from '../../../test/support/textured-picture.js';

const face = { x: 160, y: 130, width: 200, height: 240 };
const picture = textured(512, 1, 12);
const other = textured(512, 2, 12);
const saved = async (image: RgbImage, quality: number) => decodeJpeg(await encodeJpeg(image, quality));

async function measured(image: RgbImage, quality: number): Promise<number | null> {
  const opened = await openImage(await encodeJpeg(image, quality));
  if (!opened.ok) throw new Error(opened.failure.code);
  return gridOffset(await opened.value.full(), opened.value.jpeg, face);
}

test('a face out of another JPEG picture brings its grid', async () => {
  const value = await measured(withInset(picture, await saved(other, 50), face, 3, 5), 95);
  expect(observation('grid-offset', value!)).toMatchObject({ noticed: true });
});

test.each([
  ['a picture that was saved once', async () => picture],
  ['a picture that was saved twice', async () => saved(picture, 50)],
  [
    'a picture that was saved, cut and saved again as a whole',
    async () => withInset(picture, await saved(picture, 50), { x: 8, y: 8, width: 500, height: 500 }, 3, 5),
  ],
])('%s has none but what is everywhere', async (_name, made) => {
  expect(observation('grid-offset', (await measured(await made(), 95))!)).toMatchObject({ noticed: false });
});

test('what is no JPEG, and a small face, is not measured', async () => {
  expect(gridOffset(picture, null, face)).toBeNull();
  const jpeg = { left: 0, top: 0, steps: new Uint16Array(64).fill(2) };
  expect(gridOffset(picture, jpeg, { x: 200, y: 200, width: 60, height: 80 })).toBeNull();
});
