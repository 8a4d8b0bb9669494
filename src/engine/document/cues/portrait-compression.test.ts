import { expect, test } from 'vitest';
import type { Box, Quad } from '#domain/geometry.js';
import { openImage } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { portraitCompressionCue } from '#engine/document/cues/portrait-compression.js';
import { decodeJpeg, encodeJpeg, encodePng } from '#specimens/encode.js';
import { seededRandom } from '#specimens/random.js';

const [width, height] = [720, 460];
const quad: Quad = [
  { x: 20, y: 20 },
  { x: 700, y: 20 },
  { x: 700, y: 440 },
  { x: 20, y: 440 },
];
const face: Box = { x: 93, y: 141, width: 120, height: 150 };

/** Grey spots without an order, about 5 pixels large. */
function spots(seed: number): RgbImage {
  const random = seededRandom(seed);
  const data = new Uint8Array(width * height * 3).fill(128);
  for (let spot = 0; spot < 14_000; spot++) {
    const [left, top, size] = [random.integer(0, width - 9), random.integer(0, height - 9), random.integer(2, 8)];
    const change = random.integer(-18, 18);
    for (let y = top; y < top + size; y++) {
      for (let at = (y * width + left) * 3; at < (y * width + left + size) * 3; at++) {
        data[at] = Math.min(250, Math.max(5, data[at]! + change));
      }
    }
  }
  return { width, height, data };
}

const saved = async (image: RgbImage, quality: number): Promise<RgbImage> =>
  decodeJpeg(await encodeJpeg(image, quality));

/** The face's box and what is around it out of another picture. */
function withPortraitOf(image: RgbImage, other: RgbImage): RgbImage {
  const data = Uint8Array.from(image.data);
  for (let y = face.y - 30; y < face.y + face.height + 30; y++) {
    const [from, to] = [(y * width + face.x - 20) * 3, (y * width + face.x + face.width + 20) * 3];
    data.set(other.data.subarray(from, to), from);
  }
  return { width, height, data };
}

async function judged(bytes: Uint8Array, portrait: Box | null = face) {
  const opened = await openImage(bytes);
  if (!opened.ok) throw new Error(opened.failure.code);
  return portraitCompressionCue(await opened.value.full(), opened.value.jpeg, quad, portrait);
}

test('a portrait set into a saved picture lacks its compression', async () => {
  const edited = withPortraitOf(await saved(spots(1), 75), spots(2));
  const cue = await judged(await encodeJpeg(edited, 90));
  expect(cue.verdict).toBe('suspicious');
  expect(cue.verdict === 'suspicious' && cue.details!.share).toBeLessThan(0.15);
});

test('also where the portrait was compressed before it was set in', async () => {
  const own = await saved(spots(2), 75);
  // Five pixels aside: no editor lays a portrait on the blocks of the picture it came from.
  const data = Uint8Array.from(own.data, (_, at) => own.data[at + 15] ?? 128);
  const edited = withPortraitOf(await saved(spots(1), 75), { ...own, data });
  expect((await judged(await encodeJpeg(edited, 90))).verdict).toBe('suspicious');
});

test('a picture that was sent on as a whole is clear', async () => {
  const cue = await judged(await encodeJpeg(await saved(spots(1), 60), 85));
  expect(cue.verdict).toBe('clear');
  expect(cue.verdict === 'clear' && cue.details!.share).toBeGreaterThan(0.85);
});

test.each([
  ['compressed once', async () => encodeJpeg(spots(1), 85)],
  ['compressed more strongly last', async () => encodeJpeg(withPortraitOf(await saved(spots(1), 92), spots(2)), 60)],
  ['not a JPEG', async () => encodePng(withPortraitOf(await saved(spots(1), 75), spots(2)))],
])('%s: not assessed', async (_name, bytes) => {
  expect(await judged(await bytes())).toEqual({
    name: 'portrait-compression',
    verdict: 'not-assessed',
    score: null,
    reason: 'earlier-compression-absent',
  });
});

test('no portrait, or one too small to tell: not assessed', async () => {
  const bytes = await encodeJpeg(await saved(spots(1), 60), 85);
  expect((await judged(bytes, null)).reason).toBe('nothing-to-assess');
  expect((await judged(bytes, { ...face, width: 6, height: 6 })).reason).toBe('resolution-insufficient');
});
