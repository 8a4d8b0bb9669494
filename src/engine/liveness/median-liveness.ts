import { notAssessed, type NotAssessedReason, type Signal } from '#domain/signal.js';
import { signalOf } from '#engine/liveness/create-liveness-assessor.js';

/** So much of a video must have been assessed for the rest to count. */
const leastShareAssessed = 0.5;

/**
 * One signal for several frames: the median of those that were assessed, the lower one of two; a single frame that the nets
 * misjudge does not count. Where fewer than half were assessed, nothing is said, for the reason that most of them had.
 * There must be at least one frame.
 */
export function medianLiveness(frames: readonly Signal[]): Signal {
  const scores = frames.flatMap((frame) => (frame.status === 'assessed' ? [frame.score] : []));
  if (scores.length > 0 && scores.length >= leastShareAssessed * frames.length) {
    const sorted = Float64Array.from(scores).sort();
    return signalOf(sorted[(sorted.length - 1) >> 1]!); // not empty
  }
  const counts = new Map<NotAssessedReason, number>();
  for (const frame of frames) {
    if (frame.status === 'not-assessed') counts.set(frame.reason, (counts.get(frame.reason) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, left], [, right]) => right - left);
  if (most === undefined) throw new Error('no frame to judge');
  return notAssessed(most[0]);
}
