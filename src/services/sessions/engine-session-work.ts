import { randomUUID } from 'node:crypto';
import type { Dialect } from '#domain/dialect.js';
import type { Operation } from '#domain/operation.js';
import type { SessionKind } from '#domain/session.js';
import { emptyContext } from '#domain/verification-context.js';
import type { AssessFace } from '#services/assess-face.js';
import type { ReadDocument } from '#services/read-document.js';
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

/** The work of sessions, done and remembered by the services that serve single calls. */
export function createSessionWork(services: {
  readonly readDocument: ReadDocument;
  readonly assessFace: AssessFace;
  readonly verifyIdentity: VerifyIdentity;
  readonly identify: Identify;
  readonly enrol: Enrol;
}): SessionWork {
  const { readDocument, assessFace, verifyIdentity, identify, enrol } = services;
  return {
    // A card's other side is kept with the session for its reviewer; the reading is that of the front.
    readDocument: (request) => readDocument({ ...common(request), document: request.picture, portrait: 'required' }),
    assessFace: (request) => assessFace({ ...common(request), photo: request.picture }),
    verify: (request) =>
      verifyIdentity({
        ...common(request),
        document: { status: 'complete', bytes: request.document.bytes },
        selfie: request.picture,
      }),
    search: (request) => identify({ ...common(request), picture: request.picture, subject: 'selfie' }),
    enrol: (request) => enrol({ ...common(request), picture: request.picture, subject: 'selfie' }),
  };
}

const common = <O extends Operation>({ session, principal, settle }: SessionWorkRequest<O>) => ({
  transactionId: randomUUID(),
  principal,
  dialect: dialectOf[session.kind],
  sessionId: session.id,
  context: {
    ...emptyContext,
    userIdentifier: session.personal.userIdentifier,
    metadata: session.personal.metadata,
  },
  settle,
});
