import { expect, test } from 'vitest';
import { textClusters } from '#engine/document/locate/text-clusters.js';
import { quadOfBox } from '#engine/document/locate/quads.js';

const line = (x: number, y: number) => ({
  box: { x, y, width: 50, height: 10, angleDegrees: 0 },
  score: 1,
});

test('lines of two documents side by side are two groups', () => {
  const groups = textClusters([line(0, 0), line(0, 30), line(0, 60), line(200, 0), line(200, 30)], []);
  expect(groups.map((group) => group.length)).toEqual([3, 2]);
});

test('a portrait joins the text around it', () => {
  const portrait = quadOfBox({ x: 60, y: 0, width: 130, height: 100, angleDegrees: 0 });
  expect(textClusters([line(0, 0), line(200, 0)], [portrait])).toHaveLength(1);
});
