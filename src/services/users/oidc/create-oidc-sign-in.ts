import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Grant } from '#domain/user.js';
import type { KeyedHash } from '#ports/keyed-hash.js';
import type { OidcProvider, OidcTransaction } from '#ports/oidc-provider.js';
import { isSameSecret } from '#ports/same-secret.js';
import type { Records } from '#ports/records.js';
import type { UserRecord } from '#ports/user-records.js';
import { grantsOf, type OidcRole } from '#services/users/oidc/oidc-roles.js';
import type { OidcSignIn } from '#services/users/oidc/oidc-sign-in.js';
import { asUser, noteUser } from '#services/users/user-dependencies.js';
import { providerIdentity } from '#services/users/user-identity.js';
import { startUserSession, storedOrigin } from '#services/users/user-sessions.js';

/** Time to sign in at the provider. */
const lifetimeSeconds = 10 * 60;
const callbackPath = '/dashboard/api/sign-in/oidc/callback';

const transactionSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  codeVerifier: z.string(),
  untilEpochMs: z.number(),
});

/**
 * What the sign-in remembers is kept by the browser that began it, under a keyed hash: a code that comes back in another browser, or
 * that nobody asked for, is good for nothing. The provider takes a code once.
 */
export function createOidcSignIn(dependencies: {
  readonly provider: OidcProvider;
  readonly label: string;
  readonly roles: readonly OidcRole[];
  readonly rolesClaim: string;
  readonly records: Records;
  readonly keyedHash: KeyedHash;
  /** Without a trailing slash. */
  readonly publicUrl: () => string;
  /** Names what went wrong, for the log; never what the provider said. */
  readonly onFailure: (step: 'begin' | 'end', error: unknown) => void;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): OidcSignIn {
  const { provider, label, roles, rolesClaim, records, keyedHash, publicUrl, onFailure, now } = dependencies;

  const markOf = (payload: string): Buffer => Buffer.from(keyedHash.digest('user-oidc-state', payload));

  function write(transaction: OidcTransaction): string {
    const untilEpochMs = now() + lifetimeSeconds * 1000;
    const payload = Buffer.from(JSON.stringify({ ...transaction, untilEpochMs })).toString('base64url');
    return `${payload}.${markOf(payload).toString('base64url')}`;
  }
  function read(cookie: string | null): OidcTransaction | null {
    const [payload, mark] = cookie?.split('.') ?? [];
    if (payload === undefined || mark === undefined) return null;
    if (!isSameSecret(Buffer.from(mark, 'base64url'), markOf(payload))) return null;
    const transaction = transactionSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
    return transaction.untilEpochMs > now() ? transaction : null;
  }

  /** Makes the user, or brings name and roles up to what the provider says now. Null: disabled here. */
  async function upToDate(
    inside: Records,
    identity: string,
    name: string,
    grants: readonly Grant[],
  ): Promise<UserRecord | null> {
    const found = await inside.users.findByIdentity(identity);
    if (found === null) {
      const id = randomUUID();
      const profile = { name, passwordHash: null, totpSecret: null, pendingTotpSecret: null };
      await inside.users.add({ id, kind: 'oidc', identity, createdAtEpochMs: now(), grants, profile });
      const entry = { atEpochMs: now(), action: 'user.added', actor: asUser(id), target: id } as const;
      await noteUser(inside, { ...entry, details: { with: 'oidc' } });
      return inside.users.find(id);
    }
    if (found.disabledAtEpochMs !== null) return null;
    const changed = JSON.stringify(found.grants) !== JSON.stringify(grants);
    await inside.users.change(found.id, { grants, profile: { ...found.profile, name } });
    if (changed) {
      await inside.users.endSessionsOf(found.id);
      const entry = { atEpochMs: now(), action: 'user.changed', actor: asUser(found.id), target: found.id } as const;
      await noteUser(inside, { ...entry, details: { with: 'oidc' } });
    }
    return found;
  }

  return {
    label,
    async begin() {
      try {
        const { location, transaction } = await provider.begin(`${publicUrl()}${callbackPath}`);
        return { location, cookie: write(transaction), lifetimeSeconds };
      } catch (error) {
        onFailure('begin', error);
        return null;
      }
    },
    async end(cookie, url, origin) {
      const transaction = read(cookie);
      if (transaction === null) return { ok: false, error: 'oidc-failed' };
      let signedIn: Awaited<ReturnType<OidcProvider['end']>>;
      try {
        signedIn = await provider.end(new URL(publicUrl() + url), transaction);
      } catch (error) {
        onFailure('end', error);
        return { ok: false, error: 'oidc-failed' };
      }
      const { subject, claims } = signedIn;
      const identity = providerIdentity(provider.issuer, subject);
      const grants = grantsOf(claims, rolesClaim, roles);
      return records.inTransaction(async (inside): ReturnType<OidcSignIn['end']> => {
        // Who has lost the last role loses the sessions too, and is not added for having none.
        const known = await inside.users.findByIdentity(identity);
        if (known === null && grants.length === 0) return { ok: false, error: 'oidc-no-role' };
        const user = await upToDate(inside, identity, nameOf(claims, subject), grants);
        if (user === null) return { ok: false, error: 'oidc-failed' };
        if (grants.length === 0) return { ok: false, error: 'oidc-no-role' };
        const atEpochMs = now();
        await inside.users.change(user.id, { lastSignInAtEpochMs: atEpochMs });
        const entry = { atEpochMs, action: 'user.signed-in', actor: asUser(user.id), target: user.id } as const;
        await noteUser(inside, { ...entry, details: { with: 'oidc' } });
        const fresh = { userId: user.id, stage: 'full', origin: storedOrigin(origin), atEpochMs } as const;
        return { ok: true, started: await startUserSession(inside, fresh) };
      });
    },
  };
}

/** How the user is called in lists and logs; says nothing about who it is. */
function nameOf(claims: Readonly<Record<string, unknown>>, subject: string): string {
  const name = [claims['preferred_username'], claims['email'], claims['name'], subject].find(
    (value) => typeof value === 'string' && value !== '',
  );
  return String(name).slice(0, 100);
}
