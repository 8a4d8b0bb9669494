import sharp from 'sharp';
import { expect, test } from 'vitest';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { compressionArtifacts } from '#engine/quality/measures/compression-artifacts.js';

const side = 320;
const box = { x: 40, y: 40, width: 240, height: 240 };

/** Rolling waves and a little noise, the same in every run. */
function waves(): RgbImage {
  const data = new Uint8Array(side * side * 3);
  let seed = 1;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      seed = (seed * 1664525 + 1013904223) >>> 0;
      const value = 128 + 50 * Math.sin(x / 17 + y / 31) + 30 * Math.sin(y / 11 - x / 43) + (seed >>> 29);
      data.fill(value, (y * side + x) * 3, (y * side + x) * 3 + 3);
    }
  }
  return { width: side, height: side, data };
}

async function coded(image: RgbImage, quality: number, width = side): Promise<RgbImage> {
  const raw = { width: image.width, height: image.height, channels: 3 } as const;
  const jpeg = await sharp(image.data, { raw }).jpeg({ quality }).toBuffer();
  const { data, info } = await sharp(jpeg).resize(width).raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
}

test('the grid of JPEG shows the more, the coarser it was coded', async () => {
  const plain = waves();
  const levels = [compressionArtifacts(plain, box)];
  for (const quality of [40, 20, 8]) levels.push(compressionArtifacts(await coded(plain, quality), box));
  expect(levels[0]).toBeLessThan(0.03);
  expect(levels).toEqual([...levels].sort((left, right) => left - right));
  expect(levels[3]).toBeGreaterThan(0.1);
});

test('the grid is still found where the picture was resized after coding', async () => {
  const resized = await coded(waves(), 8, 288);
  expect(compressionArtifacts(resized, box)).toBeGreaterThan(0.075);
});

test('a flat picture and a tiny face have no grid', () => {
  const flat = { width: 100, height: 100, data: new Uint8Array(30_000).fill(90) };
  expect(compressionArtifacts(flat, { x: 10, y: 10, width: 80, height: 80 })).toBe(0);
  expect(compressionArtifacts(flat, { x: 10, y: 10, width: 12, height: 12 })).toBe(0);
});
