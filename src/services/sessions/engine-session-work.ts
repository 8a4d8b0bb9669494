import { randomUUID } from 'node:crypto';
import type { Dialect } from '#domain/dialect.js';
import type { Operation, ResultOf } from '#domain/operation.js';
import { ok, type Outcome } from '#domain/outcome.js';
import type { SessionKind } from '#domain/session.js';
import type { SelfieAnalysis } from '#engine/engine-tasks.js';
import type { AssessFace } from '#services/assess-face.js';
import type { PerformOperation } from '#services/perform-operation.js';
import type { ReadDocument } from '#services/read-document.js';
import { contextOf, createFilmSelfie, type FilmingServices } from '#services/sessions/film-selfie.js';
import type { SessionWork, SessionWorkRequest } from '#services/sessions/session-work.js';
import type { Enrol } from '#services/templates/enrol.js';
import type { Identify } from '#services/templates/identify.js';
import type { VerifyIdentity } from '#services/verify-identity.js';

const dialectOf = {
  'ooto-flow': 'ooto',
  deepidv: 'deepidv',
  clearconsent: 'clearconsent',
  native: 'native',
} as const satisfies Record<SessionKind, Dialect>;

export interface SessionServices extends FilmingServices {
  readonly readDocument: ReadDocument;
  readonly assessFace: AssessFace;
  readonly verifyIdentity: VerifyIdentity;
  readonly identify: Identify;
  readonly enrol: Enrol;
  readonly perform: PerformOperation;
}

/** The work of sessions, done and remembered by the services that serve single calls. */
export function createSessionWork(services: SessionServices): SessionWork {
  const { readDocument, assessFace, verifyIdentity, identify, enrol, perform } = services;

  /** The work on a selfie; a video on which nothing was found is remembered as that work, failed. */
  const onSelfie =
    <O extends Operation, R extends SessionWorkRequest<O>>(
      operation: O,
      work: (request: R, analysis: SelfieAnalysis | null) => Promise<Outcome<ResultOf<O>>>,
    ) =>
    (request: R): Promise<Outcome<ResultOf<O>>> => {
      const { filmed } = request;
      if (filmed === null) return work(request, null);
      return filmed.ok
        ? work(request, filmed.value.analysis)
        : perform<O>({ ...common<O>(request), operation }, async () => filmed);
    };

  return {
    // A card's other side is kept with the session for its reviewer; the reading is that of the front.
    readDocument: (request) => readDocument({ ...common(request), document: request.picture, portrait: 'required' }),
    assessFace: onSelfie('face-assess', (request: SessionWorkRequest<'face-assess'>, analysis) =>
      assessFace({ ...common(request), photo: request.picture, ...(analysis !== null && { analysis }) }),
    ),
    verify: onSelfie('doc-identify', (request: Parameters<SessionWork['verify']>[0], analysis) =>
      verifyIdentity({
        ...common(request),
        document: { status: 'complete', bytes: request.document.bytes },
        selfie: request.picture,
        ...(analysis !== null && { selfieAnalysis: analysis }),
        ...(request.injection !== null && { injection: request.injection }),
      }),
    ),
    film: createFilmSelfie(services),
    search: onSelfie('search', (request: SessionWorkRequest<'search'>, analysis) =>
      identify({ ...common(request), picture: request.picture, subject: 'selfie', ...knowing(analysis) }),
    ),
    enrol: onSelfie('enrol', (request: SessionWorkRequest<'enrol'>, analysis) =>
      enrol({ ...common(request), picture: request.picture, subject: 'selfie', ...knowing(analysis) }),
    ),
  };
}

const knowing = (analysis: SelfieAnalysis | null) =>
  analysis === null ? {} : { tasks: { analyseSelfie: async () => ok(analysis) } };

const common = <O extends Operation>({ session, principal, settle }: SessionWorkRequest<O>) => ({
  transactionId: randomUUID(),
  principal,
  dialect: dialectOf[session.kind],
  sessionId: session.id,
  context: contextOf(session),
  settle,
});
