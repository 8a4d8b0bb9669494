import { expect, test } from 'vitest';
import { notAssessed } from '#domain/signal.js';
import { createDeepfakeAssessor } from '#engine/deepfake/create-deepfake-assessor.js';
import { deepfakeModel, deepfakeOnnx } from '../../../test/support/deepfake-net.js';

/** A face whose mesh fills this box. */
function faceIn(x: number, y: number, width: number, height: number, rollDegrees = 0) {
  const mesh = new Float32Array(468 * 3);
  for (let i = 0; i < mesh.length; i += 3) {
    mesh[i] = x + width * ((i / 3) % 2);
    mesh[i + 1] = y + height * (Math.floor(i / 6) % 2);
  }
  return { mesh, pose: { yawDegrees: 0, pitchDegrees: 0, rollDegrees } };
}

/** 300 × 200, of one colour here and another there. */
function picture(redAt: (x: number, y: number) => number) {
  const [width, height] = [300, 200];
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) data[at * 3] = redAt(at % width, Math.floor(at / width));
  return { width, height, data };
}

const onnx = deepfakeOnnx();
const model = deepfakeModel(onnx);
const assessor = await createDeepfakeAssessor({ status: 'installed', model, bytes: onnx });
const face = faceIn(100, 60, 60, 80);

test('without a net it says so, and with a spoilt one that', async () => {
  const grey = picture(() => 128);
  const none = await createDeepfakeAssessor({ status: 'not-installed' });
  expect(await none.assess(grey, face)).toEqual(notAssessed('no-model-installed'));
  const spoilt = await createDeepfakeAssessor({ status: 'unusable', problem: 'altered' });
  expect(await spoilt.assess(grey, face)).toEqual(notAssessed('model-unusable'));
});

test.each([
  [204, 0.8, true],
  [102, 0.4, false],
])('a score comes from the face, and the threshold of the descriptor decides', async (red, score, fine) => {
  // The square of 80 around (130, 100), 1.3 times: from 78 to 182 and from 48 to 152.
  const inside = (x: number, y: number): boolean => x >= 78 && x < 182 && y >= 48 && y < 152;
  const signal = await assessor.assess(picture((x, y) => (inside(x, y) ? red : 0)), face); // prettier-ignore
  expect(signal).toEqual({ status: 'assessed', score: expect.closeTo(score, 2) as number, fine });
});

test('a face that lies on its side is shown upright', async () => {
  const bytes = deepfakeOnnx({ upperHalf: true });
  const sees = await createDeepfakeAssessor({ status: 'installed', model: deepfakeModel(bytes), bytes });
  const redOnTheRight = picture((x) => (x < 130 ? 0 : 255));
  // Turned by 90° clockwise the forehead is on the right.
  const scoreAt = async (rollDegrees: number) =>
    (await sees.assess(redOnTheRight, faceIn(90, 60, 80, 80, rollDegrees))).score;
  expect(await scoreAt(0)).toBeCloseTo(0.5, 1);
  expect(await scoreAt(88)).toBeCloseTo(1, 1);
  expect(await scoreAt(-95)).toBeCloseTo(0, 1);
});

test('a face that is too small for the net, or reaches out of the picture, is not shown to it', async () => {
  const grey = picture(() => 128);
  expect(await assessor.assess(grey, faceIn(100, 60, 19, 40))).toEqual(notAssessed('quality-insufficient'));
  expect(await assessor.assess(grey, faceIn(60, -30, 180, 240))).toEqual(notAssessed('framing-insufficient'));
});

test('a net that gives no number for a picture says nothing about it', async () => {
  // NaN where red is below half.
  const bytes = deepfakeOnnx({ biases: [-0.5], activation: 'Sqrt' });
  const partial = await createDeepfakeAssessor({ status: 'installed', model: deepfakeModel(bytes), bytes });
  expect(await partial.assess(picture(() => 255), face)).toMatchObject({ status: 'assessed' }); // prettier-ignore
  expect(await partial.assess(picture(() => 10), face)).toEqual(notAssessed('model-unusable')); // prettier-ignore
});
