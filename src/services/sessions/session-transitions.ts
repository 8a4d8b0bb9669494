import { fail, ok, type Outcome } from '#domain/outcome.js';
import {
  pictureOf,
  stepsOf,
  type FinalStatus,
  type PictureKind,
  type SessionFailure,
  type SessionState,
  type SessionStep,
} from '#domain/session.js';
import type { Advance, EventOf } from '#services/sessions/session-events.js';

/** Gates that refuse, or work that the server cannot finish, for one kind of picture (rulings: FAILED after 3). */
export const maximumAttempts = 3;

/** One link must not keep the server busy for a day with pictures that show nothing. */
export const maximumUnusablePictures = 20;

type Result = Outcome<Advance>;

const moved = (session: SessionState): Result => ok({ session, effects: [] });

/** The one way into a final state. */
function end(session: SessionState, status: FinalStatus, nowEpochMs: number, failure: SessionFailure | null = null) {
  const kept = status === 'DONE' || status === 'FAILED';
  return ok<Advance>({
    session: { ...session, status, nextStep: null, work: null, endedAtEpochMs: nowEpochMs, failure },
    effects: kept ? ['publish-final'] : ['discard-result', 'publish-final'],
  });
}

export const keep = (session: SessionState): Result => moved(session);
export const over = (): Result => fail({ code: 'session-over' });
export const wrong = (): Result => fail({ code: 'session-step-wrong' });
export const expire = (session: SessionState, _event: unknown, nowEpochMs: number): Result =>
  end(session, 'EXPIRED', nowEpochMs);
export const cancel = (session: SessionState, _event: unknown, nowEpochMs: number): Result =>
  end(session, 'CANCELED', nowEpochMs);

export const demandCaptcha = (session: SessionState): Result => moved({ ...session, needCaptcha: true });

export const passCaptcha = (session: SessionState): Result =>
  session.needCaptcha ? moved({ ...session, status: 'CAPTCHA_OK' }) : wrong();

/** One picture at a time; a new picture goes through all the steps of its kind, also those that an earlier one passed. */
export function beginWork(session: SessionState, event: EventOf<'picture-received'>, nowEpochMs: number): Result {
  if (session.status === 'CREATED' && session.needCaptcha) {
    return fail({ code: 'session-step-wrong', detail: 'the captcha comes first' });
  }
  if (session.nextStep === null || pictureOf[session.nextStep] !== event.kind) return wrong();
  if (session.work !== null) {
    if (nowEpochMs < session.work.untilEpochMs) {
      return fail({ code: 'session-step-wrong', detail: 'another picture of this session is being worked on' });
    }
    // The process that worked on it has died, perhaps of that very picture.
    const failed = countFailure({ ...session, work: null }, 'internal', nowEpochMs);
    if (!failed.ok || failed.value.session.status === 'FAILED') return failed;
    return beginWork(failed.value.session, event, nowEpochMs);
  }
  return moved({ ...session, status: 'IN_PROGRESS', nextStep: firstStep(session, event.kind), work: event.work });
}

export function passStep(session: SessionState, event: EventOf<'step-passed'>, nowEpochMs: number): Result {
  if (!works(session, event.workId) || event.step !== session.nextStep) return wrong();
  const steps = stepsOf(session.scopes);
  const next = steps[steps.indexOf(event.step) + 1];
  if (next === undefined) return end(session, 'DONE', nowEpochMs);
  if (pictureOf[next] === pictureOf[event.step]) return moved({ ...session, nextStep: next });
  return moved({ ...session, nextStep: next, attempts: 0, work: null });
}

export function refuseGate(session: SessionState, event: EventOf<'gate-refused'>, nowEpochMs: number): Result {
  if (!works(session, event.workId) || event.step !== session.nextStep) return wrong();
  return countFailure(session, event.reason, nowEpochMs);
}

export function rejectPicture(session: SessionState, event: EventOf<'picture-unusable'>, nowEpochMs: number): Result {
  const steps = stepsOf(session.scopes);
  const again = steps.find((step) => pictureOf[step] === event.kind);
  // Only a picture that was shown can be asked for again: that never leads forward.
  if (!works(session, event.workId) || session.nextStep === null || again === undefined) return wrong();
  if (steps.indexOf(again) > steps.indexOf(session.nextStep)) return wrong();
  const unusablePictures = session.unusablePictures + 1;
  const after = { ...session, nextStep: again, work: null, unusablePictures };
  return unusablePictures < maximumUnusablePictures ? moved(after) : end(after, 'FAILED', nowEpochMs, event.failure);
}

export const failWork = (session: SessionState, event: EventOf<'work-failed'>, nowEpochMs: number): Result =>
  works(session, event.workId) ? countFailure(session, event.failure, nowEpochMs) : wrong();

export const refuseWork = (session: SessionState, event: EventOf<'work-refused'>, nowEpochMs: number): Result =>
  works(session, event.workId) ? end(session, 'FAILED', nowEpochMs, event.failure) : wrong();

export const abandonWork = (session: SessionState, event: EventOf<'work-abandoned'>): Result =>
  works(session, event.workId) ? moved(restarted(session)) : wrong();

const works = (session: SessionState, workId: string): boolean => session.work?.id === workId;

const countFailure = (session: SessionState, failure: SessionFailure, nowEpochMs: number): Result => {
  const attempts = session.attempts + 1;
  const after = { ...restarted(session), attempts };
  return attempts < maximumAttempts ? moved(after) : end(after, 'FAILED', nowEpochMs, failure);
};

/** Waiting for another picture of the same kind. */
const restarted = (session: SessionState): SessionState => ({
  ...session,
  nextStep: session.nextStep === null ? null : firstStep(session, pictureOf[session.nextStep]),
  work: null,
});

function firstStep({ scopes }: SessionState, kind: PictureKind): SessionStep {
  const first = stepsOf(scopes).find((step) => pictureOf[step] === kind);
  if (first === undefined) throw new Error(`no step of this session looks at a ${kind}`);
  return first;
}
