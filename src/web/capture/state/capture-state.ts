import type { CaptureEvidence, CaptureView, Continuation } from '#contract/capture.js';

/** A picture or film that waits to be sent. */
export interface Taken {
  readonly bytes: Blob;
  readonly evidence: CaptureEvidence;
}
export type Piece = 'document' | 'documentBack' | 'selfie';

/** What the page knows beside what the server says of the session; all of it may be lost by loading the page again. */
export interface CaptureState {
  /** Null: the server has not answered yet. */
  readonly view: CaptureView | null;
  /** Why there is no view: a code of the registry, or `connection`. */
  readonly loadFailure: string | null;
  /** From the address of a continuation, until it is used. */
  readonly continuationSecret: string | null;
  /** Whether the device is one on which a phone is offered instead. */
  readonly offerPhone: boolean;
  /** The person wants to go on with this device. */
  readonly here: boolean;
  readonly handOff: Continuation | null;
  readonly declining: boolean;
  /** Of the document that the person has; null: not said yet. */
  readonly documentSides: 1 | 2 | null;
  readonly taken: Readonly<Partial<Record<Piece, Taken>>>;
  /** The document has no other side to show. */
  readonly withoutBack: boolean;
  /** A call is under way: its button waits. */
  readonly busy: boolean;
  readonly sending: Sending | null;
  /** The refusal in the view has been read. */
  readonly refusalSeen: boolean;
  /** A call failed: code of the registry, or `connection`. */
  readonly notice: string | null;
}

export interface Sending {
  /** 0–1. */
  readonly share: number;
  /** No connection: it is tried again. */
  readonly waiting: boolean;
  /** All of it is there. */
  readonly sent: boolean;
}

export type CaptureAction =
  | { readonly type: 'viewed'; readonly view: CaptureView }
  | { readonly type: 'load-failed'; readonly code: string }
  | { readonly type: 'started' }
  | { readonly type: 'failed'; readonly code: string }
  | { readonly type: 'stay-here' }
  | { readonly type: 'handed-off'; readonly continuation: Continuation }
  | { readonly type: 'hand-off-closed' }
  | { readonly type: 'continuation-used' }
  | { readonly type: 'declining'; readonly declining: boolean }
  | { readonly type: 'document-kind'; readonly sides: 1 | 2 | null }
  | { readonly type: 'taken'; readonly piece: Piece; readonly taken: Taken }
  | { readonly type: 'without-back' }
  | { readonly type: 'sending'; readonly share: number }
  | { readonly type: 'sending-waits'; readonly waiting: boolean }
  | { readonly type: 'sent' }
  /** The server's answer to what was sent. `taken`: what that was. */
  | { readonly type: 'submitted'; readonly taken: CaptureState['taken']; readonly view: CaptureView }
  | { readonly type: 'not-sent'; readonly code: string }
  | { readonly type: 'refusal-seen' };

export function initialState(continuationSecret: string | null, offerPhone: boolean): CaptureState {
  return {
    view: null,
    loadFailure: null,
    continuationSecret,
    offerPhone,
    here: false,
    handOff: null,
    declining: false,
    documentSides: null,
    taken: {},
    withoutBack: false,
    busy: false,
    sending: null,
    refusalSeen: false,
    notice: null,
  };
}
