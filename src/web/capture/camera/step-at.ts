import type { Challenge, ChallengeMotion } from '#contract/capture.js';

/** What the person sees: a motion, or to look into the camera. */
export type ShownStep = ChallengeMotion | 'look-ahead';

/** Each step holds from its `atMs` until the next one's; before the first the person looks into the camera. */
export function stepAt(challenge: Challenge | null, atMs: number): ShownStep {
  return challenge?.steps.filter((step) => step.atMs <= atMs).at(-1)?.motion ?? 'look-ahead';
}
