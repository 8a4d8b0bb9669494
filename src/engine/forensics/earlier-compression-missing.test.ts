import { expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { earlierCompressionMissing } from '#engine/forensics/earlier-compression-missing.js';
import { observation } from '#engine/forensics/observation-table.js';
import { decodeJpeg, encodeJpeg } from '#specimens/encode.js';
import { textured, withInset } from '../../../test/support/textured-picture.js';

const face = { x: 320, y: 280, width: 320, height: 380 };
const picture = textured(1024, 1);
const other = textured(1024, 2);
const saved = async (image: RgbImage, quality: number) => decodeJpeg(await encodeJpeg(image, quality));

async function measured(image: RgbImage, quality: number): Promise<number | null> {
  const opened = await openImage(await encodeJpeg(image, quality));
  if (!opened.ok) throw new Error(opened.failure.code);
  return earlierCompressionMissing(await opened.value.full(), opened.value.jpeg, face);
}

test('a face that was set into a saved picture lacks its compression', async () => {
  const value = await measured(withInset(await saved(picture, 70), other, face), 90);
  expect(value).toBeGreaterThan(0.8);
  expect(observation('earlier-compression-missing', value!).noticed).toBe(true);
});

test('a picture that was sent on as a whole has it everywhere', async () => {
  const value = await measured(await saved(picture, 70), 90);
  expect(value).toBeLessThan(0.2);
  expect(observation('earlier-compression-missing', value!).noticed).toBe(false);
});

test('a picture that was saved once, and what is no JPEG, is not measured', async () => {
  expect(await measured(picture, 90)).toBeNull();
  expect(earlierCompressionMissing(picture, null, face)).toBeNull();
});
