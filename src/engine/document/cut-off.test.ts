import { expect, test } from 'vitest';
import type { Quad } from '#domain/geometry.js';
import { isCutOff } from '#engine/document/cut-off.js';

const picture = { width: 1000, height: 800 };
const quad = (...corners: readonly [number, number][]): Quad => {
  const [a, b, c, d] = corners.map(([x, y]) => ({ x, y }));
  return [a!, b!, c!, d!];
};

test.each<[string, Quad, boolean]>([
  ['inside', quad([100, 100], [900, 110], [890, 700], [95, 690]), false],
  ['one corner at an edge', quad([0, 100], [900, 0], [890, 700], [95, 690]), false],
  ['the left side cut off', quad([0, 100], [900, 110], [890, 700], [3, 690]), true],
  ['upside down, the same', quad([890, 700], [3, 690], [0, 100], [900, 110]), true],
  ['top and right cut off', quad([100, 0], [1000, 2], [998, 700], [95, 690]), true],
  ['all but the bottom', quad([0, 0], [1000, 0], [1000, 690], [0, 690]), true],
  ['a scan cut to the document', quad([0, 0], [1000, 0], [1000, 800], [0, 800]), false],
  ['a narrow border', quad([6, 6], [994, 6], [994, 794], [6, 794]), false],
])('%s', (_, corners, expected) => {
  expect(isCutOff(corners, picture)).toBe(expected);
});
