import { expect, test } from 'vitest';
import type { QualityComponent } from '#domain/quality.js';
import { notAssessed } from '#domain/signal.js';
import type { MeshedFace } from '#engine/face/face-detector.js';
import { assessorWith, createLivenessAssessor } from '#engine/liveness/create-liveness-assessor.js';
import { noisy } from '#engine/evaluation/quality/spoil/coding.js';

const grey = (width: number, height: number) => ({ width, height, data: new Uint8Array(width * height * 3).fill(128) });
const picture = grey(300, 300);

/** A face whose mesh fills this box. */
function faceIn(x: number, y: number, width: number, height: number): MeshedFace {
  const mesh = new Float32Array(468 * 3);
  for (let i = 0; i < mesh.length; i += 3) {
    mesh[i] = x + width * ((i / 3) % 2);
    mesh[i + 1] = y + height * (Math.floor(i / 6) % 2);
  }
  const point = { x: x + width / 2, y: y + height / 2 };
  return {
    box: { x, y, width, height },
    landmarks: [point, point, point, point, point],
    pose: { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 },
    confidence: 1,
    interEyeDistancePixels: width / 2,
    mesh,
  };
}
const face = faceIn(100, 100, 80, 100);
const sharp: QualityComponent = { native: 0.5, scalar: 99, fine: true };
const says = (score: number) => assessorWith({ score: async () => score });
const never = assessorWith({
  score: () => {
    throw new Error('the nets were asked');
  },
});

test('without its models it says so, and with spoilt ones that', async () => {
  const none = await createLivenessAssessor({ status: 'not-installed' });
  expect(await none.assess(picture, face, sharp)).toEqual(notAssessed('no-model-installed'));
  const spoilt = await createLivenessAssessor({ status: 'unusable', problem: 'altered' });
  expect(await spoilt.assess(picture, face, sharp)).toEqual(notAssessed('model-unusable'));
});

test.each([
  [0.5, true],
  [0.4999, false],
])('a score of %d is fine: %s', async (score, fine) => {
  expect(await says(score).assess(picture, face, sharp)).toEqual({ status: 'assessed', score, fine });
});

test('a face without room around it is not shown to the nets', async () => {
  expect(await never.assess(picture, faceIn(40, 40, 220, 180), sharp)).toEqual(notAssessed('framing-insufficient'));
});

test('a face that hangs over the edge counts with what is outside', async () => {
  const whole = faceIn(-200, 0, 260, 100);
  const seen = { ...whole, box: { x: 0, y: 0, width: 60, height: 100 } };
  expect(await never.assess(picture, seen, sharp)).toEqual(notAssessed('framing-insufficient'));
});

test('a picture that is too noisy or too blurred is not shown to the nets', async () => {
  const blurred = { ...sharp, native: 0.35 };
  expect(await never.assess(noisy(picture, 12), face, sharp)).toEqual(notAssessed('quality-insufficient'));
  expect(await never.assess(picture, face, blurred)).toEqual(notAssessed('quality-insufficient'));
});

test('sharpness that nobody measured is measured', async () => {
  expect(await never.assess(picture, face)).toEqual(notAssessed('quality-insufficient'));
});
