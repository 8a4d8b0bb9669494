import { expect, test } from 'vitest';
import { decodeFaces, type GridOutput } from '#web/capture/guidance/blaze-face.js';

const empty = (anchors: number): GridOutput => ({
  scores: new Float32Array(anchors).fill(-10),
  boxes: new Float32Array(anchors * 16),
});

/** In pixels relative to the anchor: centre, size, right eye, left eye, nose. */
function put({ scores, boxes }: GridOutput, anchor: number, raw: number, values: readonly number[]): void {
  scores[anchor] = raw;
  boxes.set(values, anchor * 16);
}

test('decodes both grids, and tells each face once, the largest first', () => {
  const fine = empty(512);
  const coarse = empty(384);
  // Cell (8, 8) of the fine grid: its anchors lie at (136, 136).
  put(fine, (8 * 16 + 8) * 2, 4, [-8, -8, 64, 64, -20, -10, 4, -10, -2, 2]);
  put(fine, (8 * 16 + 8) * 2 + 1, 2, [-7, -8, 66, 66, -20, -10, 4, -10, -2, 2]);
  // Cell (1, 1) of the coarse one: (48, 48).
  put(coarse, (1 * 8 + 1) * 6, 3, [0, 0, 96, 96, -16, -8, 16, -8, 0, 8]);
  const faces = decodeFaces([fine, coarse]);
  expect(faces.map(({ x, y, size, turn }) => [x, y, size, turn])).toEqual([
    [48 / 256, 48 / 256, 96 / 256, 0],
    [128 / 256, 128 / 256, 64 / 256, 0.25],
  ]);
});

test('what is no face is left out', () => {
  expect(decodeFaces([empty(512), empty(384)])).toEqual([]);
});
