import { expect, test } from 'vitest';
import { notAssessed, type Signal } from '#domain/signal.js';
import { medianLiveness } from '#engine/liveness/median-liveness.js';

const scored = (score: number): Signal => ({ status: 'assessed', score, fine: score >= 0.5 });
const tight = notAssessed('framing-insufficient');
const blurred = notAssessed('quality-insufficient');

test('a single frame that is misjudged does not count', () => {
  expect(medianLiveness([scored(0.9), scored(0.1), scored(0.8)])).toEqual(scored(0.8));
  expect(medianLiveness([scored(0.2), scored(0.9), scored(0.3)])).toEqual(scored(0.3));
});

test('of two middle frames the worse one counts', () => {
  expect(medianLiveness([scored(0.2), scored(0.4), scored(0.6), scored(0.9)])).toEqual(scored(0.4));
});

test('half of the frames are enough', () => {
  expect(medianLiveness([scored(0.9), tight])).toEqual(scored(0.9));
});

test('fewer say nothing, for the reason that most of them had', () => {
  expect(medianLiveness([scored(0.9), blurred, tight, tight])).toEqual(tight);
  expect(medianLiveness([blurred])).toEqual(blurred);
});
