import { expect, test } from 'vitest';
import { gaussianBlur, motionBlur } from '#engine/image/blur.js';

const grey = (width: number, ...values: number[]) => ({
  width,
  height: values.length / width,
  data: Uint8Array.from(values.flatMap((value) => [value, value, value])),
});
const brightness = (image: { data: Uint8Array }) => Array.from(image.data).filter((_, i) => i % 3 === 0);

test('a plain picture stays plain', () => {
  const plain = grey(5, ...Array.from({ length: 25 }, () => 77));
  expect(gaussianBlur(plain, 1.7)).toEqual(plain);
  expect(motionBlur(plain, 4, 30)).toEqual(plain);
});

test('a dot spreads as the bell curve says', () => {
  const dot = grey(7, ...Array.from({ length: 49 }, (_, i) => (i === 24 ? 250 : 0)));
  const blurred = brightness(gaussianBlur(dot, 1));
  // 250 / (2π σ²) in the middle, times e^(−1/2) one pixel aside.
  expect(blurred[24]).toBeCloseTo(250 / (2 * Math.PI), -0.5);
  expect(blurred[25]).toBeCloseTo((250 / (2 * Math.PI)) * Math.exp(-0.5), -0.5);
  expect(blurred[25]).toBe(blurred[17]);
});

test('motion smears along its own direction only', () => {
  const dot = grey(5, ...Array.from({ length: 25 }, (_, i) => (i === 12 ? 90 : 0)));
  expect(brightness(motionBlur(dot, 3, 0)).slice(10, 15)).toEqual([0, 30, 30, 30, 0]);
  expect(brightness(motionBlur(dot, 3, 90)).filter((_, i) => i % 5 === 2)).toEqual([0, 30, 30, 30, 0]);
});

test('no blur is the same picture', () => {
  const image = grey(2, 1, 2);
  expect(gaussianBlur(image, 0)).toBe(image);
  expect(motionBlur(image, 1, 0)).toBe(image);
});
