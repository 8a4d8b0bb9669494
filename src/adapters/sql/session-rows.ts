import type { Insertable, Selectable } from 'kysely';
import { z } from 'zod';
import { modeSchema } from '#domain/access.js';
import {
  sessionFailureSchema,
  sessionKindSchema,
  sessionScopeSchema,
  sessionStatusSchema,
  sessionStepSchema,
  type SessionState,
} from '#domain/session.js';
import type { Database } from '#adapters/sql/schema.js';
import type { SessionClaim, SessionRecord, SessionSummary } from '#ports/session-records.js';

export type SessionRow = Selectable<Database['sessions']>;

const claimSchema = z.strictObject({
  owner: z.string().nullable(),
  followers: z.array(z.string()),
  continuation: z.strictObject({ hash: z.string(), expiresAtEpochMs: z.number() }).nullable(),
  candidates: z.array(z.string()).default([]),
});
const scopesSchema = z.array(sessionScopeSchema).min(1);

/** Without candidates as before there were any: a server of the version before reads it while a new one is rolled out. */
function claimText({ candidates, ...bound }: SessionClaim): string {
  return JSON.stringify(candidates.length === 0 ? bound : { ...bound, candidates });
}

/** The columns that change in a session's life, but for what is sealed. */
export const toColumns = ({ state, claim, consentedAtEpochMs }: Omit<SessionRecord, 'version'>) =>
  ({
    status: state.status,
    scopes: JSON.stringify(state.scopes),
    next_step: state.nextStep,
    need_captcha: state.needCaptcha ? 1 : 0,
    attempts: state.attempts,
    unusable_pictures: state.unusablePictures,
    work_id: state.work?.id ?? null,
    work_until: state.work?.untilEpochMs ?? null,
    expires_at: state.expiresAtEpochMs,
    ended_at: state.endedAtEpochMs,
    failure_code: state.failure,
    claim: claimText(claim),
    consented_at: consentedAtEpochMs,
  }) satisfies Partial<Insertable<Database['sessions']>>;

const stateOf = (row: SessionRow): SessionState => ({
  status: sessionStatusSchema.parse(row.status),
  scopes: scopesSchema.parse(JSON.parse(row.scopes)),
  nextStep: row.next_step === null ? null : sessionStepSchema.parse(row.next_step),
  needCaptcha: row.need_captcha === 1,
  attempts: row.attempts,
  unusablePictures: row.unusable_pictures,
  work: row.work_id === null || row.work_until === null ? null : { id: row.work_id, untilEpochMs: row.work_until },
  expiresAtEpochMs: row.expires_at,
  endedAtEpochMs: row.ended_at,
  failure: row.failure_code === null ? null : sessionFailureSchema.parse(row.failure_code),
});

/** Everything but the personal part. */
export const recordOf = (row: SessionRow): Omit<SessionRecord, 'personal'> => ({
  id: row.id,
  applicationId: row.application_id,
  mode: modeSchema.parse(row.mode),
  keyId: row.api_key_id,
  kind: sessionKindSchema.parse(row.kind),
  tokenHash: new Uint8Array(row.token_hash),
  createdAtEpochMs: row.created_at,
  state: stateOf(row),
  claim: claimSchema.parse(JSON.parse(row.claim)),
  consentedAtEpochMs: row.consented_at,
  version: row.version,
});

export const summaryOf = (row: SessionRow): SessionSummary => ({
  id: row.id,
  kind: sessionKindSchema.parse(row.kind),
  createdAtEpochMs: row.created_at,
  state: stateOf(row),
  erasedAtEpochMs: row.erased_at,
});
