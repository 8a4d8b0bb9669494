import type { Signal } from '#domain/signal.js';
import type { ActiveLiveness } from '#engine/liveness/active/assess-active-liveness.js';

/**
 * One signal for a recording. What speaks against a person decides alone; nothing is averaged away. A challenge that was met
 * speaks for one as far as the nets for stills, where they judge, do not object. Without a challenge only they can speak for
 * one: a recording that is played to the camera moves as a person does.
 */
export function livenessOfVideo(stills: Signal, active: ActiveLiveness, hadChallenge: boolean): Signal {
  if (!active.fine) return { status: 'assessed', score: 0, fine: false };
  if (!hadChallenge) return stills;
  // Nets that are installed have a say: where they cannot be used, somebody altered them.
  if (stills.status === 'not-assessed' && stills.reason === 'model-unusable') return stills;
  if (stills.status === 'not-assessed') return { status: 'assessed', score: active.score, fine: true };
  return { status: 'assessed', score: Math.min(stills.score, active.score), fine: stills.fine };
}
