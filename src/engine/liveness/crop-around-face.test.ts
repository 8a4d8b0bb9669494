import { expect, test } from 'vitest';
import { cropAroundFace, roomAround } from '#engine/liveness/crop-around-face.js';

const picture = { width: 400, height: 300 };

test('the box grows about its middle', () => {
  const box = { x: 180, y: 130, width: 40, height: 50 };
  expect(cropAroundFace(picture, box, 2.5)).toEqual({ left: 150, top: 92, right: 250, bottom: 217 });
});

test('a crop that reaches over an edge is moved back inside', () => {
  const box = { x: 0, y: 250, width: 40, height: 50 };
  expect(cropAroundFace(picture, box, 2)).toEqual({ left: 0, top: 200, right: 80, bottom: 300 });
});

test('a crop never grows beyond the picture, and keeps the ratio of the box', () => {
  const box = { x: 100, y: 50, width: 100, height: 200 };
  expect(roomAround(picture, box)).toBeCloseTo(299 / 200);
  expect(cropAroundFace(picture, box, 4)).toEqual({ left: 75, top: 0, right: 224, bottom: 299 });
});

test('a face that is larger than the picture gives a crop inside of it', () => {
  const box = { x: -20, y: -30, width: 500, height: 400 };
  expect(roomAround(picture, box)).toBeLessThan(1);
  const { left, top, right, bottom } = cropAroundFace(picture, box, 2.7);
  expect([left >= 0, top >= 0, right <= 400, bottom <= 300, left < right, top < bottom]).toEqual(Array(6).fill(true));
});
