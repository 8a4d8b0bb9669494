import { expect, test } from 'vitest';
import { problemBefore, problemOf, type CameraSurroundings } from '#web/capture/camera/camera-problem.js';

const usual: CameraSurroundings = {
  secure: true,
  hasCameras: true,
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Safari/604.1',
  framedWithout: false,
  permission: 'prompt',
};
const inApp = { ...usual, userAgent: `${usual.userAgent} Instagram 300.0` };

test.each([
  [usual, null],
  [{ ...usual, secure: false, hasCameras: false }, 'insecure'],
  [{ ...inApp, hasCameras: false }, 'in-app'],
  [{ ...usual, hasCameras: false }, 'unsupported'],
  [{ ...usual, framedWithout: true }, 'framed'],
])('before it is asked for: %#', (surroundings, problem) => {
  expect(problemBefore(surroundings)).toBe(problem);
});

test.each([
  ['NotAllowedError', { ...usual, permission: 'denied' }, 'denied'],
  ['NotAllowedError', { ...usual, permission: null }, 'denied'],
  ['NotAllowedError', usual, 'dismissed'],
  ['NotAllowedError', inApp, 'in-app'],
  ['NotFoundError', usual, 'none'],
  ['OverconstrainedError', usual, 'none'],
  ['NotReadableError', usual, 'in-use'],
  ['AbortError', usual, 'in-use'],
  ['TypeError', usual, 'failed'],
] as const)('%s: %#', (name, surroundings, problem) => {
  expect(problemOf(name, surroundings)).toBe(problem);
});
