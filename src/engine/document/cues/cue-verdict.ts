import {
  documentCues,
  type CueNotAssessedReason,
  type DocumentCue,
  type DocumentCueName,
} from '#domain/document-cues.js';

/**
 * The verdict on a measure that is suspicious from `limit` on. The score is measure / (measure + limit): monotone,
 * 0 for nothing, ½ at the limit.
 * @param measure not negative
 * @param details what else was measured, for people
 */
export function cueVerdict(
  name: DocumentCueName,
  measure: number,
  limit: number,
  details?: Readonly<Record<string, number>>,
): DocumentCue {
  const told = details === undefined ? {} : { details };
  const score = measure / (measure + limit);
  return measure >= limit
    ? { name, verdict: 'suspicious', score, reason: documentCues[name], ...told }
    : { name, verdict: 'clear', score, reason: null, ...told };
}

/** A cue that says nothing carries no number. */
export const cueNotAssessed = (name: DocumentCueName, reason: CueNotAssessedReason): DocumentCue => ({
  name,
  verdict: 'not-assessed',
  score: null,
  reason,
});
