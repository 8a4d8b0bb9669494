import { expect, test } from 'vitest';
import { isSameFace, overlapOf } from '#engine/face/box-overlap.js';

const square = (x: number, y: number, size: number) => ({ x, y, width: size, height: size });

test('a quarter of each shared', () => {
  expect(overlapOf(square(0, 0, 10), square(5, 5, 10))).toEqual({ intersectionOverUnion: 25 / 175, contained: 0.25 });
});

test('one inside the other', () => {
  expect(overlapOf(square(0, 0, 10), square(2, 2, 5))).toEqual({ intersectionOverUnion: 0.25, contained: 1 });
});

test('apart', () => {
  expect(overlapOf(square(0, 0, 10), square(20, 0, 10))).toEqual({ intersectionOverUnion: 0, contained: 0 });
});

test('heads side by side are two faces, a face and its half are one', () => {
  expect(isSameFace(overlapOf(square(0, 0, 10), square(9, 1, 10)))).toBe(false);
  expect(isSameFace(overlapOf(square(0, 0, 10), square(0, 5, 10)))).toBe(true);
});
