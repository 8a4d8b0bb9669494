import type { Principal } from '#domain/access.js';
import type { ActiveLivenessReport, Challenge } from '#domain/challenge.js';
import type { Injection } from '#domain/injection.js';
import type { DocumentReading, Operation, ResultOf } from '#domain/operation.js';
import type { Outcome } from '#domain/outcome.js';
import type { SelfieAnalysis } from '#engine/engine-tasks.js';
import type { FrameThumbnail } from '#engine/injection/film-print.js';
import type { RecordingTimes } from '#engine/injection/recording-signs.js';
import type { SessionRecord } from '#ports/session-records.js';
import type { Settle } from '#services/perform-operation.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** A selfie that was filmed: one frame, and one analysis of it, for everything that a session does with the face. */
export interface FilmedSelfie {
  /** The clearest frame, JPEG. */
  readonly bestFrame: Uint8Array;
  /** Of that frame; its liveness is that of the whole video. */
  readonly analysis: SelfieAnalysis;
  readonly activeLiveness: ActiveLivenessReport;
  readonly recording: RecordingTimes & { readonly thumbnails: readonly FrameThumbnail[] };
}

export interface FilmRequest {
  readonly session: SessionRecord;
  readonly principal: Principal;
  readonly video: UploadedPicture;
  /** What the person was asked to do; null: nothing. */
  readonly challenge: Challenge | null;
  /** What the session has shown before, of which the sandbox may tell what it is to say. */
  readonly before: readonly UploadedPicture[];
}

/** One picture of a session, to be worked on. */
export interface SessionWorkRequest<O extends Operation> {
  readonly session: SessionRecord;
  /** The application as it is now, acting through the key that made the session. */
  readonly principal: Principal;
  readonly picture: UploadedPicture;
  /** Of a selfie that was filmed: what was found, which is not looked for again. `picture` is its clearest frame. */
  readonly filmed: Outcome<FilmedSelfie> | null;
  /** What the page says of how the picture was taken (challenge, device); evidence, never trusted. */
  readonly capture: Readonly<Record<string, unknown>> | null;
  /** Of a selfie; null: of anything else, or nothing could be looked at. */
  readonly injection: Injection | null;
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
  /** Looks at a video and remembers nothing: what it found, or why it found nothing, goes into the work on the selfie. */
  readonly film: (request: FilmRequest) => Promise<Outcome<FilmedSelfie>>;
  readonly search: Work<'search'>;
  readonly enrol: Work<'enrol'>;
}
