import { expect, test } from 'vitest';
import type { SessionScope } from '#domain/session.js';
import { notAssessed, type Signal } from '#domain/signal.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { eventsOfFace } from '#services/sessions/work-events.js';

const passes: Signal = { status: 'assessed', score: 0.9, fine: true };
const refuses: Signal = { status: 'assessed', score: 0.1, fine: false };
const missing = notAssessed('no-model-installed');
const altered = notAssessed('model-unusable');
const unclear = notAssessed('quality-insufficient');

const scopes: SessionScope[] = ['enroll', 'match', 'deepfake', 'liveness'];
const passed = (step: 'LIVENESS' | 'DEEPFAKE' | 'MATCH') => ({ type: 'step-passed', step, workId: 'w' });
const refused = (step: 'LIVENESS' | 'DEEPFAKE', reason: string) => ({
  type: 'gate-refused',
  step,
  reason,
  workId: 'w',
});
const events = (liveness: Signal, deepfake: Signal, verdict = sampleVerification(), asked = scopes) =>
  eventsOfFace(asked, { liveness, deepfake }, verdict, 'w');

test.each<[string, Signal, Signal, unknown[]]>([
  ['both gates pass', passes, passes, [passed('LIVENESS'), passed('DEEPFAKE'), passed('MATCH')]],
  ['an attack', refuses, passes, [refused('LIVENESS', 'liveness-failed')]],
  ['liveness not assessed', unclear, passes, [refused('LIVENESS', 'liveness-not-assessed')]],
  ['no nets for liveness', missing, passes, [refused('LIVENESS', 'liveness-not-assessed')]],
  ['altered nets for liveness', altered, passes, [refused('LIVENESS', 'liveness-not-assessed')]],
  ['a deepfake', passes, refuses, [passed('LIVENESS'), refused('DEEPFAKE', 'deepfake-suspected')]],
  ['deepfake not assessed', passes, unclear, [passed('LIVENESS'), refused('DEEPFAKE', 'deepfake-not-assessed')]],
  ['no net against deepfakes', passes, missing, [passed('LIVENESS'), refused('DEEPFAKE', 'deepfake-not-assessed')]],
  ['an altered one', passes, altered, [passed('LIVENESS'), refused('DEEPFAKE', 'deepfake-not-assessed')]],
  ['both refuse: the presentation attack is told', refuses, refuses, [refused('LIVENESS', 'liveness-failed')]],
  ['neither is assessed', missing, altered, [refused('LIVENESS', 'liveness-not-assessed')]],
])('gates: %s', (_, liveness, deepfake, expected) => {
  expect(events(liveness, deepfake)).toEqual(expected);
});

test('a gate that was not asked for does not stand in the way', () => {
  expect(events(missing, refuses, sampleVerification(), ['match'])).toEqual([passed('MATCH')]);
});

test('the match comes after the gates, and tells the first reason against it where somebody would be enrolled', () => {
  const verdict = sampleVerification({
    match: false,
    decision: 'no-match',
    reasons: ['quality-insufficient', 'similarity-below-review-band'],
  });
  expect(events(refuses, passes, verdict)).toEqual([refused('LIVENESS', 'liveness-failed')]);
  expect(events(passes, passes, verdict)).toEqual([
    passed('LIVENESS'),
    passed('DEEPFAKE'),
    { type: 'work-refused', failure: 'quality-insufficient', workId: 'w' },
  ]);
  const alone = ['document', 'liveness', 'match'] as const;
  expect(events(passes, missing, verdict, [...alone])).toEqual([passed('LIVENESS'), passed('MATCH')]);
});
