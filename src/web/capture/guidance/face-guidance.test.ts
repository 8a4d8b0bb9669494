import { expect, test } from 'vitest';
import { adviseFace } from '#web/capture/guidance/face-guidance.js';

const face = { score: 0.9, x: 0.5, y: 0.5, size: 0.4, turn: 0 };
const scene = (more: Partial<typeof face> = {}, brightness = 130) => ({ faces: [{ ...face, ...more }], brightness });

test.each([
  ['good', scene()],
  ['none', { faces: [], brightness: null }],
  ['several', { faces: [face, { ...face, size: 0.3 }], brightness: 130 }],
  ['good', { faces: [face, { ...face, size: 0.1 }], brightness: 130 }],
  ['too-far', scene({ size: 0.2 })],
  ['too-close', scene({ size: 0.7 })],
  ['off-centre', scene({ x: 0.7 })],
  ['turned', scene({ turn: -0.4 })],
  ['dark', scene({}, 30)],
  ['bright', scene({}, 240)],
] as const)('%s: %#', (advice, given) => {
  expect(adviseFace(given)).toBe(advice);
});
