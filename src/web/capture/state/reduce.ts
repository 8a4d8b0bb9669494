import type { CaptureView } from '#contract/capture.js';
import type { CaptureAction, CaptureState } from '#web/capture/state/capture-state.js';

type Running = Extract<CaptureView, { state: 'running' }>;

/** The next state. Never contradicts the server: a new view takes away what no longer fits it. */
export function reduce(state: CaptureState, action: CaptureAction): CaptureState {
  switch (action.type) {
    case 'viewed':
      return withView(state, action.view);
    case 'load-failed':
      return { ...state, loadFailure: action.code, busy: false };
    case 'started':
      return { ...state, busy: true, notice: null };
    case 'failed':
      return { ...state, busy: false, notice: action.code };
    case 'stay-here':
      return { ...state, here: true, handOff: null, notice: null };
    case 'handed-off':
      return { ...state, busy: false, handOff: action.continuation };
    case 'hand-off-closed':
      return { ...state, handOff: null };
    case 'continuation-used':
      return { ...state, continuationSecret: null };
    case 'declining':
      return { ...state, declining: action.declining, notice: null };
    case 'document-kind':
      return { ...state, documentSides: action.sides, taken: {}, withoutBack: false, notice: null };
    case 'taken':
      return { ...state, taken: { ...state.taken, [action.piece]: action.taken }, notice: null };
    case 'without-back':
      return { ...state, withoutBack: true };
    case 'sending':
      return { ...state, sending: { share: action.share, waiting: false, sent: false } };
    case 'sending-waits':
      return state.sending === null ? state : { ...state, sending: { ...state.sending, waiting: action.waiting } };
    case 'sent':
      return { ...state, sending: { share: 1, waiting: false, sent: true } };
    case 'submitted':
      // An answer may come so late that the next picture is being taken.
      return withView(action.taken === state.taken ? { ...state, ...nothingTaken } : state, action.view);
    case 'not-sent':
      return { ...state, sending: null, taken: {}, withoutBack: false, notice: action.code };
    case 'refusal-seen':
      // Perhaps with another document.
      return { ...state, refusalSeen: true, documentSides: null, notice: null };
  }
}

const nothingTaken = { taken: {}, withoutBack: false, sending: null, refusalSeen: false } as const;

function withView(state: CaptureState, view: CaptureView): CaptureState {
  const next: CaptureState = { ...state, view, loadFailure: null, busy: false };
  if (view.state !== 'running') {
    return { ...next, sending: null, taken: {}, declining: false, handOff: null };
  }
  const elsewhere = view.role === 'follower';
  const before = state.view?.state === 'running' ? state.view : null;
  const { sending } = state;
  return {
    ...next,
    // It has arrived, whatever became of the connection.
    ...(view.working && sending?.sent === true && { sending: { ...sending, waiting: false } }),
    ...(elsewhere && { handOff: null, sending: null, taken: {} }),
    ...(before !== null && wasJudged(before, view) && nothingTaken),
  };
}

/** That nothing is worked on says little: the server may not have begun yet, or had no room and is asked again. */
function wasJudged(before: Running, view: Running): boolean {
  if (view.working) return false;
  const refused = view.refusal !== null && view.refusal !== before.refusal;
  return refused || view.ask?.pictures !== before.ask?.pictures || view.attemptsLeft !== before.attemptsLeft;
}
