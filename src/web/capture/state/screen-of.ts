import type { CaptureAsk, CaptureView } from '#contract/capture.js';
import type { CaptureState, Piece } from '#web/capture/state/capture-state.js';

type Running = Extract<CaptureView, { state: 'running' }>;
type Finished = Extract<CaptureView, { state: 'finished' }>;

/** What the page shows. */
export type Screen =
  | { readonly name: 'loading' | 'not-found' | 'offline' | 'broken' }
  | { readonly name: 'in-use' | 'continue' }
  | { readonly name: 'finished'; readonly view: Finished }
  | {
      readonly name: 'follow' | 'device' | 'hand-off' | 'consent' | 'decline' | 'captcha' | 'judging' | 'document-kind';
      readonly view: Running;
    }
  | { readonly name: 'sending'; readonly view: Running }
  | { readonly name: 'refusal'; readonly view: Running; readonly code: NonNullable<Running['refusal']> }
  | { readonly name: 'capture'; readonly view: Running; readonly ask: CaptureAsk; readonly piece: Piece };

export function screenOf(state: CaptureState): Screen {
  const { view } = state;
  if (view === null) return { name: withoutView(state.loadFailure) };
  if (view.state === 'finished') return { name: 'finished', view };
  const elsewhere = view.state === 'in-use' || view.role === 'follower';
  if (elsewhere && state.continuationSecret !== null) return { name: 'continue' };
  if (view.state === 'in-use') return { name: 'in-use' };
  if (view.role === 'follower') return { name: 'follow', view };
  if (state.sending !== null)
    return { name: state.sending.sent && !state.sending.waiting ? 'judging' : 'sending', view };
  if (view.working) return { name: 'judging', view };
  if (state.declining) return { name: 'decline', view };
  if (state.handOff !== null) return { name: 'hand-off', view };
  if (view.refusal !== null && !state.refusalSeen) return { name: 'refusal', view, code: view.refusal };
  if (!view.consented) return { name: state.offerPhone && !state.here ? 'device' : 'consent', view };
  if (view.needCaptcha) return { name: 'captcha', view };
  if (view.ask === null) return { name: 'judging', view };
  const piece = nextPiece(state, view.ask);
  if (piece === null) return { name: 'judging', view };
  if (piece === 'document' && state.documentSides === null) return { name: 'document-kind', view };
  return { name: 'capture', view, ask: view.ask, piece };
}

function withoutView(failure: string | null): 'loading' | 'not-found' | 'offline' | 'broken' {
  if (failure === null) return 'loading';
  if (failure === 'not-found') return 'not-found';
  return failure === 'connection' ? 'offline' : 'broken';
}

/** What has to be taken next; null: all that is asked for is there. */
export function nextPiece({ taken, documentSides, withoutBack }: CaptureState, ask: CaptureAsk): Piece | null {
  if (ask.pictures !== 'selfie') {
    if (taken.document === undefined) return 'document';
    // A passport has one side, and a run that judges both pictures together looks at one.
    if (documentSides === 2 && taken.documentBack === undefined && !withoutBack) return 'documentBack';
  }
  return ask.pictures !== 'document' && taken.selfie === undefined ? 'selfie' : null;
}
