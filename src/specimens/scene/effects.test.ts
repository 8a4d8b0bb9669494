import { expect, test } from 'vitest';
import { seededRandom } from '#specimens/random.js';
import {
  applyCastShadow,
  applyColourCast,
  applyContactShadow,
  applyGlare,
  applyLighting,
  applyNoise,
} from '#specimens/scene/effects.js';

const plain = (value = 128) => ({ width: 40, height: 40, data: new Uint8Array(4800).fill(value) });
const at = (image: { data: Uint8Array }, x: number, y: number) => image.data[(y * 40 + x) * 3]!;

test('light falls off away from where it comes from', () => {
  const image = plain();
  applyLighting(image, { angleDegrees: 0, strength: 0.5 });
  expect(at(image, 39, 20)).toBeGreaterThan(at(image, 20, 20));
  expect(at(image, 20, 20)).toBeGreaterThan(at(image, 0, 20));
});

test('a cast shadow darkens its own side only', () => {
  const image = plain();
  applyCastShadow(image, { through: { x: 0.5, y: 0.5 }, angleDegrees: 90, softness: 0.1, strength: 0.5 });
  expect([at(image, 10, 5), at(image, 10, 35)]).toEqual([128, 64]);
});

test('a document throws a narrow shadow around itself', () => {
  const image = { width: 400, height: 400, data: new Uint8Array(480_000).fill(128) };
  const quad = [
    { x: 100, y: 100 },
    { x: 300, y: 100 },
    { x: 300, y: 300 },
    { x: 100, y: 300 },
  ] as const;
  applyContactShadow(image, [...quad], 0.5);
  const brightness = (x: number, y: number) => image.data[(y * 400 + x) * 3]!;
  expect(brightness(200, 200)).toBe(64);
  expect(brightness(302, 200)).toBeLessThan(100);
  expect(brightness(315, 200)).toBe(128);
});

test('glare burns out its middle and leaves the rest', () => {
  const image = plain();
  applyGlare(image, { centre: { x: 0.5, y: 0.5 }, radius: 0.1, stretch: 1, angleDegrees: 0, strength: 1 });
  expect([at(image, 20, 20), at(image, 2, 2)]).toEqual([255, 128]);
});

test('a colour cast scales the channels and does not overflow', () => {
  const image = plain(200);
  applyColourCast(image, [1.5, 1, 0.5]);
  expect([...image.data.subarray(0, 3)]).toEqual([255, 200, 100]);
});

test('noise has the asked spread at mid-grey and keeps the mean', () => {
  const image = { width: 200, height: 200, data: new Uint8Array(120_000).fill(128) };
  applyNoise(image, 5, seededRandom(1));
  const mean = image.data.reduce((sum, value) => sum + value) / image.data.length;
  const variance = image.data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / image.data.length;
  expect(mean).toBeCloseTo(128, 0);
  expect(Math.sqrt(variance)).toBeCloseTo(5, 0);
});
