import { expect, test } from 'vitest';
import type { ActiveLivenessReason } from '#domain/challenge.js';
import type { InjectionSign } from '#domain/injection.js';
import { recordingSigns, type RecordingEvidence } from '#engine/injection/recording-signs.js';

/** Thirty a second, as a camera's pictures come: up to 4 ms early or late. */
const asCamerasDo = Array.from({ length: 150 }, (_, index) => 33 * index + ((7 * index) % 5));

const recording = { durationMs: 5000, width: 640, height: 480, pictureTimesMs: asCamerasDo };
const page = {
  recordedMs: 5010,
  startedAfterMs: 300,
  cameraSettings: { width: 640, height: 480, frameRate: 30 },
};
const honest: RecordingEvidence = { recording, sinceDrawMs: 6200, page, reasons: [] };
const even = Array.from({ length: 150 }, (_, index) => Math.round((1000 / 30) * index));

test('what an honest page sends has no sign', () => {
  expect(recordingSigns(honest)).toEqual([]);
  expect(recordingSigns({ ...honest, page: {}, sinceDrawMs: null })).toEqual([]);
  // A phone that is held upright turns what it records.
  expect(recordingSigns({ ...honest, recording: { ...recording, width: 480, height: 640 } })).toEqual([]);
});

test.each<[InjectionSign, Partial<RecordingEvidence>]>([
  ['recording-longer-than-time', { sinceDrawMs: 4400, page: {} }],
  ['clock-contradictory', { page: { ...page, startedAfterMs: 4000 } }],
  ['recording-length-contradictory', { page: { ...page, recordedMs: 3000 } }],
  ['frame-times-exact', { recording: { ...recording, pictureTimesMs: even } }],
  ['frame-rate-implausible', { page: { ...page, cameraSettings: { frameRate: 15 } } }],
  ['frame-rate-implausible', { recording: { ...recording, pictureTimesMs: [0, 900, 2100, 3300] } }],
  ['camera-size-contradictory', { recording: { ...recording, width: 1280, height: 720 } }],
])('%s', (sign, changed) => {
  expect(recordingSigns({ ...honest, ...changed })).toEqual([sign]);
});

test.each<[ActiveLivenessReason, InjectionSign[]]>([
  ['frames-still', ['frames-still']],
  ['frames-repeated', ['frames-repeated']],
  ['motion-wrong-order', ['challenge-order-wrong']],
  ['motion-too-early', ['challenge-order-wrong']],
  ['motion-missing', []],
  ['flat-picture', []],
])('of what liveness found, %s gives %j', (reason, signs) => {
  expect(recordingSigns({ ...honest, reasons: [reason] })).toEqual(signs);
});

test('a recorder loses the last pictures, a clock runs a little faster, and a short film is never too even', () => {
  expect(recordingSigns({ ...honest, page: { ...page, recordedMs: 5900 } })).toEqual([]);
  expect(recordingSigns({ ...honest, sinceDrawMs: 4900, page: {} })).toEqual([]);
  const short = { ...recording, durationMs: 1000, pictureTimesMs: even.slice(0, 30) };
  expect(recordingSigns({ ...honest, recording: short, page: {} })).toEqual([]);
});
