import { expect, test } from 'vitest';
import { bendByLens, bendPoint } from '#specimens/scene/lens.js';

test.each([-0.1, 0.1])('a lens of strength %f takes a dot where it says', (strength) => {
  const [width, height] = [200, 150];
  const data = new Uint8Array(width * height * 3);
  for (let y = 29; y < 32; y++) data.fill(255, (y * width + 39) * 3, (y * width + 42) * 3);
  const bent = bendByLens({ width, height, data }, strength);
  let [sum, x, y] = [0, 0, 0];
  for (let at = 0; at < bent.data.length; at += 3) {
    const weight = bent.data[at]!;
    sum += weight;
    x += weight * (((at / 3) % width) + 0.5);
    y += weight * (Math.floor(at / 3 / width) + 0.5);
  }
  const expected = bendPoint({ x: 40.5, y: 30.5 }, { width, height }, strength);
  expect(Math.abs(expected.x - 40.5)).toBeGreaterThan(1);
  expect(x / sum).toBeCloseTo(expected.x, 0);
  expect(y / sum).toBeCloseTo(expected.y, 0);
});
