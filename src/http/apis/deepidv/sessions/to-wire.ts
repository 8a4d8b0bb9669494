import { ok } from '#domain/outcome.js';
import { sessionFailureText } from '#domain/session.js';
import type { DeepidvSession } from '#http/apis/deepidv/sessions/schema.js';
import { toDocumentBlock } from '#http/apis/deepidv/to-document.js';
import { toMatchBlock } from '#http/apis/deepidv/to-face.js';
import type { SessionRecord } from '#ports/session-records.js';
import { deepidvStatusOf } from '#services/sessions/deepidv-sessions.js';

const time = (epochMs: number): string => new Date(epochMs).toISOString();

/** A session in deepidv's words. `url`: its link, where the reader may be told it. */
export function toDeepidvSession(session: SessionRecord, url: string | null): DeepidvSession {
  const { id, state, personal, createdAtEpochMs } = session;
  const { firstName, lastName, email, phone, workflowId, externalId } = personal;
  return {
    id,
    status: deepidvStatusOf(session),
    firstName,
    lastName,
    email,
    phone,
    workflowId,
    externalId,
    url,
    createdAt: time(createdAtEpochMs),
    expiresAt: time(state.expiresAtEpochMs),
    completedAt: state.endedAtEpochMs === null ? null : time(state.endedAtEpochMs),
    result: toResult(session),
    error: state.failure === null ? null : sessionFailureText(state.failure),
  };
}

function toResult(session: SessionRecord): DeepidvSession['result'] {
  const { document, verdict } = session.personal.result;
  if (session.state.status !== 'DONE' || document === undefined || verdict === undefined) return null;
  return {
    verified: deepidvStatusOf(session) === 'VERIFIED',
    document: toDocumentBlock(ok(document)),
    faceMatch: toMatchBlock(ok(verdict)),
  };
}
