import sharp from 'sharp';
import { expect, test } from 'vitest';
import { openImage } from '#engine/decode/image-source.js';
import { jpegGrid } from '#engine/decode/jpeg-grid.js';
import { blockCosines, blockSide } from '#engine/image/block-cosines.js';
import { seededRandom } from '#specimens/random.js';

const [width, height] = [101, 75];

/** Soft spots of many sizes, so that there are coefficients of every frequency, and none is cut off at black or white. */
async function encoded(orientation: number, quality: number): Promise<Buffer> {
  const random = seededRandom(7);
  const grey = Uint8Array.from({ length: width * height }, () => 128 + 40 * (random.next() - 0.5));
  return sharp(grey, { raw: { width, height, channels: 1 } })
    .jpeg({ quality, progressive: orientation % 2 === 0 })
    .withMetadata({ orientation })
    .toBuffer();
}

test('the steps of a file are those of the standard at its quality', async () => {
  const grid = jpegGrid(await encoded(1, 50), { width, height }, 1);
  expect([...grid!.steps.subarray(0, 16)]).toEqual([16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55]);
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])(
  'with EXIF orientation %i the coefficients of the upright picture are whole steps',
  async (orientation) => {
    const opened = await openImage(await encoded(orientation, 60));
    if (!opened.ok) throw new Error(opened.failure.code);
    const { jpeg } = opened.value;
    const image = await opened.value.full();
    const shares: number[] = [];
    for (let y = jpeg!.top; y + blockSide <= image.height; y += blockSide) {
      for (let x = jpeg!.left; x + blockSide <= image.width; x += blockSide) {
        for (const [vertical, horizontal] of [
          [0, 1],
          [1, 0],
          [1, 2],
          [3, 1],
        ] as const) {
          let sum = 0;
          for (let at = 0; at < blockSide * blockSide; at++) {
            const [row, column] = [Math.floor(at / blockSide), at % blockSide];
            const cosine = blockCosines[vertical * blockSide + row]! * blockCosines[horizontal * blockSide + column]!;
            sum += cosine * image.data[((y + row) * image.width + x + column) * 3]!;
          }
          const coefficient = sum / jpeg!.steps[vertical * blockSide + horizontal]!;
          shares.push(Math.abs(coefficient - Math.round(coefficient)));
        }
      }
    }
    expect(shares.length).toBeGreaterThan(300);
    expect(shares.filter((share) => share < 0.2).length / shares.length).toBeGreaterThan(0.99);
  },
);

test('a header that is cut off, or says nothing that can be true, gives no grid and no error', async () => {
  const whole = await encoded(1, 75);
  const random = seededRandom(3);
  for (let length = 0; length < 700; length += 7) {
    const cut = whole.subarray(0, length);
    expect(() => jpegGrid(cut, { width, height }, 1)).not.toThrow();
    const spoilt = Uint8Array.from(whole);
    for (let i = 0; i < 12; i++) spoilt[random.integer(2, 640)] = random.integer(0, 255);
    expect(() => jpegGrid(spoilt, { width, height }, 1)).not.toThrow();
  }
  expect(jpegGrid(whole.subarray(0, 30), { width, height }, 1)).toBeNull();
  expect(jpegGrid(new Uint8Array(), { width, height }, 1)).toBeNull();
});
