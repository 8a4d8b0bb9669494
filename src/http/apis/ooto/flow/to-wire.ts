import { ootoScale, publishedScore } from '#domain/published-scale.js';
import { sessionFailureText, type SessionScope } from '#domain/session.js';
import type { SessionResult } from '#domain/session-result.js';
import type { SessionRecord } from '#ports/session-records.js';
import { flowStatusSchema, type FlowResult, type FlowStatus } from '#http/apis/ooto/flow/schema.js';
import { toFace } from '#http/apis/ooto/face-to-wire.js';
import { captchaIsDue } from '#services/sessions/session-view.js';

/** A session as Get Status tells it; the callback has the same body. */
export function toFlowStatus(session: SessionRecord): FlowStatus {
  const { id, state, personal } = session;
  const shown = state.status === 'DONE' || state.status === 'FAILED';
  // Parsed: a session of another kind has scopes and steps that this dialect has no words for.
  return flowStatusSchema.parse({
    status: state.status,
    scopes: state.scopes,
    nextStep: state.nextStep,
    expiresAt: new Date(state.expiresAtEpochMs).toISOString(),
    uiHints: { needCaptcha: captchaIsDue(session) },
    returnUrl: personal.returnUrl,
    result: shown ? toFlowResult(personal.result, state.scopes) : null,
    sessionId: id,
    metadata: personal.metadata,
    ...(state.failure !== null && { failure: { code: state.failure, info: sessionFailureText(state.failure) } }),
  });
}

/** Null: no face was judged. */
function toFlowResult({ face, search, enrolment }: SessionResult, scopes: readonly SessionScope[]): FlowResult | null {
  if (face === undefined) return null;
  return {
    ...toFace(face, { liveness: scopes.includes('liveness'), deepfake: scopes.includes('deepfake') }),
    ...(search !== undefined && { search: bestOf(search.candidates) }),
    ...(enrolment !== undefined && { enroll: { templateId: enrolment.templateId } }),
  };
}

function bestOf([best]: NonNullable<SessionResult['search']>['candidates']): NonNullable<FlowResult['search']> | null {
  if (best === undefined) return null;
  const { templateId, similarity } = best;
  return { templateId, similarity: publishedScore(similarity, similarity >= ootoScale.threshold, ootoScale) };
}
