import { randomUUID } from 'node:crypto';
import type { Principal } from '#domain/access.js';
import type { AuditEntry } from '#domain/audit.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import {
  ootoScopes,
  sessionLifetimeSeconds,
  sessionScopes,
  stepsOf,
  type SessionKind,
  type SessionScope,
} from '#domain/session.js';
import { metadataLimitBytes } from '#domain/verification-context.js';
import type { Records } from '#ports/records.js';
import { unclaimed, type SessionRecord } from '#ports/session-records.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import { hashToken, linkUrl, newSecret } from '#services/sessions/session-token.js';

/** What a caller asks for; everything that is left out is unknown. */
export interface NewSession {
  readonly kind: SessionKind;
  /** As given: checked here, put into the order in which they run. */
  readonly scopes: readonly string[];
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly callbackUrl?: string | null;
  readonly returnUrl?: string | null;
  /** Clamped to what `sessionLifetimeSeconds` allows. */
  readonly lifetimeSeconds?: number | null;
  readonly userIdentifier?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly externalId?: string | null;
  readonly workflowId?: string | null;
  /** Who asks, for the audit log; the key, unless told otherwise. */
  readonly actor?: AuditEntry['actor'];
}

/** The token stands in no column that can be read: it is sealed with the session, and found by its keyed hash. */
export interface CreatedSession {
  readonly session: SessionRecord;
  readonly token: string;
  readonly url: string;
}

/** What else becomes durable with the session: an idempotent answer, an audit entry. */
export type SettleCreation = (inside: Records, created: CreatedSession) => Promise<void>;

type Needs = Pick<
  SessionDependencies,
  'records' | 'keyedHash' | 'now' | 'publicUrl' | 'checkTarget' | 'scopeAvailable'
>;

/**
 * Makes a session and its link. Failures: `request-invalid` (scopes, metadata, lifetime), `scope-unavailable`,
 * `scope-insufficient` (a search needs a key that may search), `url-refused`; `detail` says what.
 */
export async function createSession(
  needs: Needs,
  principal: Principal,
  request: NewSession,
  settle?: SettleCreation,
): Promise<Outcome<CreatedSession>> {
  const scopes = checkScopes(needs, principal, request);
  if (!scopes.ok) return scopes;
  const metadata = request.metadata ?? null;
  if (metadata !== null && Buffer.byteLength(JSON.stringify(metadata), 'utf8') > metadataLimitBytes) {
    return fail({ code: 'request-invalid', detail: `metadata is over ${metadataLimitBytes} bytes of JSON` });
  }
  const lifetimeMs = lifetimeMsOf(request.lifetimeSeconds ?? sessionLifetimeSeconds.usual);
  if (lifetimeMs === null) return fail({ code: 'request-invalid', detail: 'the lifetime is not a number of seconds' });
  const [callbackUrl, returnUrl] = [request.callbackUrl ?? null, request.returnUrl ?? null];
  const callback = callbackUrl === null ? ok(null) : needs.checkTarget(callbackUrl, 'callback');
  if (!callback.ok) return callback;
  const wayBack = returnUrl === null ? ok(null) : needs.checkTarget(returnUrl, 'return-url');
  if (!wayBack.ok) return wayBack;

  const token = newSecret();
  const createdAtEpochMs = needs.now();
  const tokenHash = hashToken(needs.keyedHash, token);
  if (tokenHash === null) throw new Error('a new token has the form of a token');
  const record: Omit<SessionRecord, 'version'> = {
    id: randomUUID(),
    applicationId: principal.applicationId,
    mode: principal.mode,
    keyId: principal.keyId,
    kind: request.kind,
    tokenHash,
    createdAtEpochMs,
    state: {
      status: 'CREATED',
      scopes: scopes.value,
      nextStep: stepsOf(scopes.value)[0]!,
      needCaptcha: principal.settings.sessions.needCaptcha,
      attempts: 0,
      unusablePictures: 0,
      work: null,
      expiresAtEpochMs: createdAtEpochMs + lifetimeMs,
      endedAtEpochMs: null,
      failure: null,
    },
    claim: unclaimed,
    consentedAtEpochMs: null,
    personal: {
      metadata,
      callbackUrl,
      returnUrl,
      userIdentifier: request.userIdentifier ?? null,
      firstName: request.firstName ?? null,
      lastName: request.lastName ?? null,
      email: request.email ?? null,
      phone: request.phone ?? null,
      externalId: request.externalId ?? null,
      workflowId: request.workflowId ?? null,
      files: [],
      linkToken: token,
      result: {},
    },
  };
  const created = {
    session: { ...record, version: 1 },
    token,
    url: linkUrl(needs.publicUrl(), request.kind, token),
  };
  await needs.records.inTransaction(async (inside) => {
    await inside.sessions.add(record);
    await inside.audit.append({
      applicationId: record.applicationId,
      mode: record.mode,
      atEpochMs: createdAtEpochMs,
      action: 'session.created',
      actor: request.actor ?? { kind: 'key', id: principal.keyId },
      target: record.id,
      details: { kind: record.kind, scopes: scopes.value.join(' ') },
    });
    await settle?.(inside, created);
  });
  return ok(created);
}

function checkScopes(
  { scopeAvailable }: Needs,
  { mode, scopes: rights }: Principal,
  { kind, scopes: asked }: NewSession,
): Outcome<SessionScope[]> {
  const known: readonly SessionScope[] = kind === 'ooto-flow' ? ootoScopes : sessionScopes;
  const scopes = sessionScopes.filter((scope) => known.includes(scope) && asked.includes(scope));
  if (scopes.length === 0 || asked.some((scope) => !(scopes as readonly string[]).includes(scope))) {
    return fail({ code: 'request-invalid', detail: `scopes must be one or more of ${known.join(', ')}` });
  }
  if (scopes.includes('match') && !scopes.includes('document')) {
    return fail({ code: 'request-invalid', detail: 'the scope match needs the scope document' });
  }
  const missing = scopes.find((scope) => !scopeAvailable(scope, mode));
  if (missing !== undefined) return fail({ code: 'scope-unavailable', detail: `scope not available: ${missing}` });
  if (scopes.includes('search') && !rights.includes('search')) return fail({ code: 'scope-insufficient' });
  return ok(scopes);
}

/** Null: not a number. */
function lifetimeMsOf(seconds: number): number | null {
  if (!Number.isFinite(seconds)) return null;
  const { least, most } = sessionLifetimeSeconds;
  return 1000 * Math.min(most, Math.max(least, Math.floor(seconds)));
}
