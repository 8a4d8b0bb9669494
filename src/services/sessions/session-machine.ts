import { ok, type Outcome } from '#domain/outcome.js';
import { isFinal, sessionStatuses, type SessionState } from '#domain/session.js';
import type {
  Advance,
  EventOf,
  SessionEvent,
  SessionEventType,
  Transition,
} from '#services/sessions/session-events.js';
import {
  abandonWork,
  beginWork,
  cancel,
  demandCaptcha,
  expire,
  failWork,
  keep,
  over,
  passCaptcha,
  passStep,
  refuseGate,
  refuseWork,
  rejectPicture,
  wrong,
} from '#services/sessions/session-transitions.js';

/** One cell for each of `sessionStatuses`. */
type Row<Event> = readonly [
  Transition<Event>,
  Transition<Event>,
  Transition<Event>,
  Transition<Event>,
  Transition<Event>,
  Transition<Event>,
  Transition<Event>,
];

/**
 * THE life of every session. `wrong` and `over` refuse (`session-step-wrong`, `session-over`), `keep` changes nothing;
 * what the others do stands in `session-transitions.ts`. Before any of it, a session whose time is up expires.
 */
// prettier-ignore
export const transitions: { readonly [Type in SessionEventType]: Row<EventOf<Type>> } = {
  //                   CREATED        CAPTCHA_OK    IN_PROGRESS    DONE  FAILED EXPIRED CANCELED
  'captcha-demanded': [demandCaptcha, keep,         keep,          over, over,  over,   over],
  'captcha-passed':   [passCaptcha,   wrong,        wrong,         over, over,  over,   over],
  'picture-received': [beginWork,     beginWork,    beginWork,     over, over,  over,   over],
  'step-passed':      [wrong,         wrong,        passStep,      over, over,  over,   over],
  'gate-refused':     [wrong,         wrong,        refuseGate,    over, over,  over,   over],
  'picture-unusable': [wrong,         wrong,        rejectPicture, over, over,  over,   over],
  'work-failed':      [wrong,         wrong,        failWork,      over, over,  over,   over],
  'work-refused':     [wrong,         wrong,        refuseWork,    over, over,  over,   over],
  'work-abandoned':   [wrong,         wrong,        abandonWork,   over, over,  over,   over],
  'declined':         [cancel,        cancel,       cancel,        over, over,  over,   over],
  'cancelled':        [cancel,        cancel,       cancel,        over, over,  over,   over],
  'time-passed':      [keep,          keep,         keep,          over, over,  over,   over],
};

/**
 * One step in a session's life. A session whose time is up becomes EXPIRED, whatever the event; who brought the event
 * reads the status. Failures: `session-over`, `session-step-wrong`.
 */
export function advance(session: SessionState, event: SessionEvent, nowEpochMs: number): Outcome<Advance> {
  if (!isFinal(session.status) && nowEpochMs >= session.expiresAtEpochMs) return expire(session, event, nowEpochMs);
  const row = transitions[event.type] as Row<SessionEvent>; // the row belongs to the event's own type
  return row[sessionStatuses.indexOf(session.status)]!(session, event, nowEpochMs);
}

/** Several events at one moment, all or none; what is left of them once the session is over is dropped. */
export function advanceAll(
  session: SessionState,
  events: readonly SessionEvent[],
  nowEpochMs: number,
): Outcome<Advance> {
  let reached: Advance = { session, effects: [] };
  for (const event of events) {
    const next = advance(reached.session, event, nowEpochMs);
    if (!next.ok) return next;
    reached = { session: next.value.session, effects: [...reached.effects, ...next.value.effects] };
    if (isFinal(reached.session.status)) break;
  }
  return ok(reached);
}
