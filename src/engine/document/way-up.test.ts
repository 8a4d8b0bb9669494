import { expect, test } from 'vitest';
import { asItself } from '#engine/document/ocr/look-at-line.js';
import type { PrintRecogniser } from '#engine/document/ocr/print-recogniser.js';
import { isUpsideDown } from '#engine/document/way-up.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import type { Luminance } from '#engine/image/luminance.js';

const image: Luminance = { width: 80, height: 60, data: new Uint8Array(80 * 60), channels: 1 };
const line = { box: { x: 10, y: 10, width: 60, height: 8, angleDegrees: 0 }, score: 0.9 };
const view = {
  image,
  quad: cornersOfBox({ x: 0, y: 0, width: 80, height: 60 }),
  directionDegrees: 0,
  regions: [line],
  closeUp: asItself(image),
  toWorking: <T>(point: T) => point,
};
/** A face whose eyes stand at `roll` degrees: their outer corners are points 33 and 263 of the mesh. */
function faceAt(roll: number) {
  const mesh = new Float32Array(468 * 3);
  const angle = (roll * Math.PI) / 180;
  for (const [point, side] of [
    [33, -1],
    [263, 1],
  ] as const) {
    mesh.set([20 + 5 * side * Math.cos(angle), 20 + 5 * side * Math.sin(angle)], 3 * point);
  }
  return { mesh };
}
const unread: PrintRecogniser = { shapes: [], recognise: () => expect.unreachable('nothing needs to be read') };

test.each([
  ['upright', 12, 0, false],
  ['on its head', -170, 0, true],
  ['upright on a document that lies on its side', 95, 90, false],
])('a portrait %s tells the way up', async (_name, roll, directionDegrees, answer) => {
  expect(await isUpsideDown({ face: faceAt(roll), directionDegrees }, view, unread)).toBe(answer);
});
