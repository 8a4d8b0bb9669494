import type { Principal, Scope } from '#domain/access.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';
import { isSameSecret } from '#ports/same-secret.js';
import { parseKey } from '#services/api-keys/key-format.js';

/** What a caller presented, in whichever way its dialect carries it. */
export interface Credentials {
  readonly key: string;
  /** Given: the key must belong to this application. Null where the dialect carries no application id. */
  readonly applicationId: string | null;
}

/** Checks credentials against the records, afresh on every call: a revoked key is refused at once. */
export type Authenticate = (credentials: Credentials | null) => Promise<Outcome<Principal>>;

const nobody = fail({ code: 'credentials-invalid' });
const nothing = fail({ code: 'credentials-missing' });

export function createAuthenticate(dependencies: { records: Records; keyedHash: KeyedHash }): Authenticate {
  const { records, keyedHash } = dependencies;
  return async (credentials) => {
    if (credentials === null) return nothing;
    const parts = parseKey(credentials.key);
    if (parts === null) return nobody;
    const given = keyedHash.digest('api-key', credentials.key);
    const stored = await records.keys.find(parts.id);
    // An unknown id costs the same comparison, so that the time tells nothing about which ids exist.
    const matches = isSameSecret(given, stored?.secretHash ?? new Uint8Array(given.length));
    if (stored === null || !matches || stored.revokedAtEpochMs !== null) return nobody;
    if (credentials.applicationId !== null && credentials.applicationId !== stored.applicationId) return nobody;
    const application = await records.applications.find(stored.applicationId);
    if (application === null) throw new Error('a key belongs to an application');
    return ok({
      applicationId: stored.applicationId,
      keyId: stored.id,
      mode: stored.mode,
      scopes: stored.scopes,
      settings: application.settings,
    });
  };
}

/** Whether the key may do this. */
export const authorise = (principal: Principal, scope: Scope): Outcome<Principal> =>
  principal.scopes.includes(scope) ? ok(principal) : fail({ code: 'scope-insufficient' });
