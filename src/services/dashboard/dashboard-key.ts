import { randomBytes } from 'node:crypto';
import type { Principal } from '#domain/access.js';
import type { Application, Mode, Scope } from '#domain/access.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { Records } from '#ports/records.js';

const scopes: readonly Scope[] = ['verify', 'search'];

/**
 * Through which a session that a user makes works: sessions and what they find belong to a key. It is no credential: nobody has its
 * secret, its id has not the form of a key's, and it is revoked from the beginning.
 */
export async function dashboardPrincipal(
  { records, keyedHash, now }: { readonly records: Records; readonly keyedHash: KeyedHash; readonly now: () => number },
  { id: applicationId, settings }: Application,
  mode: Mode,
): Promise<Principal> {
  const keyId = `dashboard-${applicationId}-${mode}`;
  if ((await records.keys.find(keyId)) === null) {
    await records.inTransaction(async (inside) => {
      if ((await inside.keys.find(keyId)) !== null) return;
      const secret = randomBytes(32).toString('hex');
      await inside.keys.create({
        ...{ id: keyId, applicationId, mode, scopes },
        kind: 'secret',
        name: 'dashboard',
        createdAtEpochMs: now(),
        revokedAtEpochMs: now(),
        succeedsKeyId: null,
        secretHash: keyedHash.digest('api-key', secret),
      });
    });
  }
  return { applicationId, keyId, mode, scopes, settings };
}
