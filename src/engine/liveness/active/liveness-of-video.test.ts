import { expect, test } from 'vitest';
import { notAssessed, type Signal } from '#domain/signal.js';
import type { ActiveLiveness } from '#engine/liveness/active/assess-active-liveness.js';
import { livenessOfVideo } from '#engine/liveness/active/liveness-of-video.js';

const active = (fine: boolean): ActiveLiveness => ({
  fine,
  score: fine ? 0.7 : 0,
  reasons: fine ? [] : ['flat-picture'],
  steps: [],
  motions: [],
  evidence: {
    yawRangeDegrees: 40,
    relief: 0.2,
    leastLikenessToBeginning: 0.9,
    strays: 0,
    repetition: { mostDifferentLevels: 9, leastRepeated: 0.8 },
    blinks: 1,
  },
});
const assessed = (score: number): Signal => ({ status: 'assessed', score, fine: score >= 0.5 });
const refused: Signal = { status: 'assessed', score: 0, fine: false };
const [missing, altered] = [notAssessed('no-model-installed'), notAssessed('model-unusable')];

test.each<[string, Signal, boolean, boolean, Signal]>([
  ['a challenge that was met, without nets', missing, true, true, assessed(0.7)],
  ['a challenge that was met, the weaker of both counts', assessed(0.6), true, true, assessed(0.6)],
  ['a challenge that was met, and nets that object', assessed(0.2), true, true, assessed(0.2)],
  ['a challenge that was met, and nets that somebody altered', altered, true, true, altered],
  ['no challenge: nets alone speak for a person', missing, true, false, missing],
  ['no challenge, and nets that find a person', assessed(0.9), true, false, assessed(0.9)],
  ['what speaks against a person, whatever nets say', assessed(0.9), false, true, refused],
  ['the same without a challenge', missing, false, false, refused],
])('%s', (_, stills, fine, hadChallenge, wanted) => {
  expect(livenessOfVideo(stills, active(fine), hadChallenge)).toEqual(wanted);
});
