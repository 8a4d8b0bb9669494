import { expect, test } from 'vitest';
import { edgeLines } from '#engine/document/locate/edge-lines.js';
import { edgeMap } from '#engine/document/locate/edge-map.js';
import { lineProfile } from '#engine/document/locate/line-profile.js';

/** Grey levels of a picture of 200 × 120 pixels. */
function picture(grey: (x: number, y: number) => number) {
  const [width, height] = [200, 120];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) data.fill(grey(at % width, Math.floor(at / width)), at * 3, at * 3 + 3);
  return { width, height, data };
}

test('a step is a line where it lies, and the profile ends where the step does', () => {
  const map = edgeMap(picture((x, y) => (x >= 80 && y < 60 ? 200 : 40)));
  const [upright] = edgeLines(map).filter(({ angleDegrees }) => angleDegrees === 90);
  expect({ ...upright, votes: 0 }).toEqual({ cos: 1, sin: 0, distance: 80, angleDegrees: 90, votes: 0 });
  const profile = lineProfile(map, upright!);
  expect(profile.mean(5, 50)).toBe(1);
  expect(profile.mean(70, 110)).toBe(0);
  expect(profile.mean(130, 150)).toBeNull();
});

test('a picture of one colour has none', () => {
  expect(edgeLines(edgeMap(picture(() => 120)))).toEqual([]);
});
