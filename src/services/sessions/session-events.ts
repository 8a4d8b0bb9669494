import type { FailureCode } from '#domain/failure.js';
import type { Outcome } from '#domain/outcome.js';
import type { PictureKind, SessionFailure, SessionState, SessionStep, SessionWorkLease } from '#domain/session.js';

/** What can happen to a session. `workId`: of the lease under which the picture is worked on. */
export type SessionEvent =
  /** Too many sessions come from one place. */
  | { readonly type: 'captcha-demanded' }
  | { readonly type: 'captcha-passed' }
  | { readonly type: 'picture-received'; readonly kind: PictureKind; readonly work: SessionWorkLease }
  | { readonly type: 'step-passed'; readonly step: SessionStep; readonly workId: string }
  /** A gate said no, or could not be assessed. */
  | {
      readonly type: 'gate-refused';
      readonly step: SessionStep;
      readonly reason: SessionFailure;
      readonly workId: string;
    }
  /** Nothing could be judged: no face, no document, not a picture. `kind`: which picture has to be taken again. */
  | {
      readonly type: 'picture-unusable';
      readonly kind: PictureKind;
      readonly failure: FailureCode;
      readonly workId: string;
    }
  /** The server could not finish. */
  | { readonly type: 'work-failed'; readonly failure: FailureCode; readonly workId: string }
  /** No other picture would change it. */
  | { readonly type: 'work-refused'; readonly failure: SessionFailure; readonly workId: string }
  /** The server had no room; nothing was done. */
  | { readonly type: 'work-abandoned'; readonly workId: string }
  /** By the person. */
  | { readonly type: 'declined' }
  /** By the operator. */
  | { readonly type: 'cancelled' }
  /** Nothing happened; it may be time. */
  | { readonly type: 'time-passed' };

export type SessionEventType = SessionEvent['type'];
export type EventOf<Type extends SessionEventType> = Extract<SessionEvent, { type: Type }>;

/** What the caller has to do together with storing the new state. */
export type SessionEffect =
  /** Tell the application: once for each session, at its end. */
  | 'publish-final'
  /** Destroy pictures and results: the person withdrew, or the time is over. */
  | 'discard-result';

export interface Advance {
  readonly session: SessionState;
  readonly effects: readonly SessionEffect[];
}

export type Transition<Event> = (session: SessionState, event: Event, nowEpochMs: number) => Outcome<Advance>;
