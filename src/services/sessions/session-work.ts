import type { Principal } from '#domain/access.js';
import type { DocumentReading, Operation, ResultOf } from '#domain/operation.js';
import type { Outcome } from '#domain/outcome.js';
import type { SessionRecord } from '#ports/session-records.js';
import type { Settle } from '#services/perform-operation.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** One picture of a session, to be worked on. */
export interface SessionWorkRequest<O extends Operation> {
  readonly session: SessionRecord;
  /** The application as it is now, acting through the key that made the session. */
  readonly principal: Principal;
  readonly picture: UploadedPicture;
  /** What the page says of how the picture was taken (challenge, device); evidence, never trusted. */
  readonly capture: Readonly<Record<string, unknown>> | null;
  /**
   * Must run inside the transaction that remembers the outcome: the session's next state becomes durable with it, or
   * both do not. It throws where the session has ended or moved on meanwhile.
   */
  readonly settle: Settle<O>;
}

/** Does and remembers the work of one operation, as `perform-operation.ts` does. */
type Work<O extends Operation, More = unknown> = (
  request: SessionWorkRequest<O> & More,
) => Promise<Outcome<ResultOf<O>>>;

/** What the engine does for sessions. */
export interface SessionWork {
  /** `back`: the other side of a card, where the page took one. */
  readonly readDocument: Work<'document-read', { readonly back: UploadedPicture | null }>;
  readonly assessFace: Work<'face-assess'>;
  /** `picture`: the selfie. A failure that is the document's has the subject `document`. */
  readonly verify: Work<
    'doc-identify',
    { readonly document: { readonly bytes: Uint8Array; readonly reading: DocumentReading } }
  >;
  readonly search: Work<'search'>;
  readonly enrol: Work<'enrol'>;
}
