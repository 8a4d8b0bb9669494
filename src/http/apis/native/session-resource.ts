import type { z } from 'zod';
import type { SessionResource, sessionSummarySchema } from '#contract/session.js';
import { toTime, toTimeOrNull } from '#contract/time.js';
import { sessionFailureText } from '#domain/session.js';
import type { SessionRecord, SessionSummary } from '#ports/session-records.js';
import { captchaIsDue } from '#services/sessions/session-view.js';

/** A session as our own API and its webhooks show it. `url`: its link, where the reader may be told it. */
export function toSessionResource(session: SessionRecord, url: string | null): SessionResource {
  const { state, personal } = session;
  const shown = state.status === 'DONE' || state.status === 'FAILED';
  return {
    ...commonOf(session),
    livemode: session.mode === 'live',
    needCaptcha: captchaIsDue(session),
    claimed: session.claim.owner !== null,
    url,
    consentedAt: toTimeOrNull(session.consentedAtEpochMs),
    userIdentifier: personal.userIdentifier,
    externalId: personal.externalId,
    metadata: personal.metadata,
    callbackUrl: personal.callbackUrl,
    returnUrl: personal.returnUrl,
    result: shown ? personal.result : null,
  };
}

export const toSessionSummary = (summary: SessionSummary): z.infer<typeof sessionSummarySchema> => ({
  ...commonOf(summary),
  erasedAt: toTimeOrNull(summary.erasedAtEpochMs),
});

const commonOf = ({ id, kind, createdAtEpochMs, state }: Omit<SessionSummary, 'erasedAtEpochMs'>) => ({
  id,
  object: 'session' as const,
  createdAt: toTime(createdAtEpochMs),
  kind,
  status: state.status,
  scopes: [...state.scopes],
  nextStep: state.nextStep,
  expiresAt: toTime(state.expiresAtEpochMs),
  endedAt: toTimeOrNull(state.endedAtEpochMs),
  failure: state.failure === null ? null : { code: state.failure, info: sessionFailureText(state.failure) },
});
