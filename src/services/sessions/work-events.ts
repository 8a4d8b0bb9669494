import type { FaceAssessment } from '#domain/face.js';
import type { Failure, FailureCode } from '#domain/failure.js';
import type { DocumentReading } from '#domain/operation.js';
import {
  stepsOf,
  type PictureKind,
  type SessionFailure,
  type SessionScope,
  type SessionStep,
} from '#domain/session.js';
import type { Signal } from '#domain/signal.js';
import type { Verdict } from '#domain/verification.js';
import type { SessionEvent } from '#services/sessions/session-events.js';

/** Nothing to judge: the person takes another picture. */
const unusable = /^(image|video(?!-decoder)|document|portrait|face|several)-/;

const serverFailed: ReadonlySet<FailureCode> = new Set<FailureCode>(['internal', 'deadline-exceeded']);

/** Nothing was done and nothing is to be held against the picture. */
const noRoom: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'overloaded',
  'not-ready',
  'rate-limited',
  'tokens-insufficient',
]);

/** What a failure of the work on a picture of this kind means for its session. */
export function eventOfFailure(
  { code, subject }: Failure,
  kind: PictureKind,
  scopes: readonly SessionScope[],
  workId: string,
): SessionEvent {
  if (unusable.test(code)) {
    const ofDocument = subject === 'document' || code.startsWith('document-') || code.startsWith('portrait-');
    const again = ofDocument && scopes.includes('document') ? 'document' : kind;
    return { type: 'picture-unusable', kind: again, failure: code, workId };
  }
  if (serverFailed.has(code)) return { type: 'work-failed', failure: code, workId };
  if (noRoom.has(code)) return { type: 'work-abandoned', workId };
  return { type: 'work-refused', failure: code, workId };
}

/** What a document that was read means; where a match follows it has to show a portrait. */
export function eventOfDocument(
  { document }: DocumentReading,
  scopes: readonly SessionScope[],
  workId: string,
): SessionEvent {
  return scopes.includes('match') && document.portrait === null
    ? { type: 'picture-unusable', kind: 'document', failure: 'portrait-not-found', workId }
    : { type: 'step-passed', step: 'DOCUMENT', workId };
}

/**
 * What a face that was looked at means: the gates that were asked for, in their order, up to the first that refuses, and
 * then the match. A session that would enrol somebody ends where the face is not surely the document's.
 */
export function eventsOfFace(
  scopes: readonly SessionScope[],
  face: Pick<FaceAssessment, 'liveness' | 'deepfake'>,
  verdict: Verdict | null,
  workId: string,
): SessionEvent[] {
  const events: SessionEvent[] = [];
  for (const step of stepsOf(scopes)) {
    const reason = refusalOf(step, face);
    if (reason !== null) return [...events, { type: 'gate-refused', step, reason, workId }];
    if (step === 'MATCH' && verdict !== null && verdict.decision !== 'match' && scopes.includes('enroll')) {
      return [
        ...events,
        { type: 'work-refused', failure: verdict.reasons[0] ?? 'similarity-below-review-band', workId },
      ];
    }
    if (step === 'LIVENESS' || step === 'DEEPFAKE' || step === 'MATCH') {
      events.push({ type: 'step-passed', step, workId });
    }
  }
  return events;
}

function refusalOf(
  step: SessionStep,
  { liveness, deepfake }: Pick<FaceAssessment, 'liveness' | 'deepfake'>,
): SessionFailure | null {
  if (step === 'LIVENESS') return refusedBy(liveness, 'liveness-failed', 'liveness-not-assessed');
  if (step === 'DEEPFAKE') return refusedBy(deepfake, 'deepfake-suspected', 'deepfake-not-assessed');
  return null;
}

/** Gates fail closed. */
function refusedBy(signal: Signal, failed: SessionFailure, notAssessed: SessionFailure): SessionFailure | null {
  if (signal.status === 'not-assessed') return notAssessed;
  return signal.fine ? null : failed;
}
