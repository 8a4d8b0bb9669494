import { expect, test } from 'vitest';
import { faceEdge } from '#engine/forensics/face-edge.js';
import { observation } from '#engine/forensics/observation-table.js';
import { greyOf, textured } from '../../../test/support/textured-picture.js';

const side = 512;
const face = { x: 176, y: 166, width: 160, height: 180 };
const picture = textured(side, 1, 20);
const noticed = (value: number | null) => value !== null && observation('face-edge', value).noticed;

/** Darker by so many levels outside of a frame that is turned by this angle about the middle. */
function framed(half: number, degrees: number, levels: number, sides = 4) {
  const angle = (degrees * Math.PI) / 180;
  return greyOf(side, side, (at) => {
    const [x, y] = [(at % side) - side / 2, Math.floor(at / side) - side / 2];
    const [u, v] = [x * Math.cos(angle) + y * Math.sin(angle), y * Math.cos(angle) - x * Math.sin(angle)];
    const outside = [u < -half, v < -half, u > half, v > half].slice(0, sides).some((beyond) => beyond);
    return picture.data[at * 3]! - (outside ? levels : 0);
  });
}

test('texture alone has no frame', () => {
  expect(noticed(faceEdge(picture, face))).toBe(false);
});

test.each([0, 1.5])('a frame around the face is noticed, also turned by %d°', (degrees) => {
  const value = faceEdge(framed(130, degrees, 70), face);
  expect(value).toBeGreaterThan(0.5);
  expect(noticed(value)).toBe(true);
});

test('two straight edges are a door', () => {
  expect(noticed(faceEdge(framed(130, 0, 70, 2), face))).toBe(false);
});

test('a picture that ends with the face has no room for a frame', () => {
  expect(faceEdge(picture, { x: 4, y: 4, width: 500, height: 500 })).toBeNull();
});
