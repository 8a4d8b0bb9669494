import { createArgon2Passwords } from '#adapters/argon2/argon2-passwords.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import type { DashboardServices } from '#http/dashboard/dashboard-services.js';
import { readPublishedAccuracy } from '#main/published-accuracy.js';
import type { PasswordHashing } from '#ports/password-hashing.js';
import type { Store } from '#ports/store.js';
import { createActivity } from '#services/dashboard/activity.js';
import { dashboardPrincipal } from '#services/dashboard/dashboard-key.js';
import { createAccount } from '#services/users/account.js';
import type { OidcSignIn } from '#services/users/oidc/oidc-sign-in.js';
import { createSetUp } from '#services/users/set-up.js';
import { createSignIn } from '#services/users/sign-in.js';
import { createUserAdministration } from '#services/users/user-administration.js';

/** What the dashboard works with, wired. */
export async function composeDashboard(options: {
  readonly store: Pick<Store, 'records' | 'keyedHash' | 'rateLimits'>;
  /** Tests give a cheap one; left out: argon2id at the cost that OWASP recommends. */
  readonly passwords?: PasswordHashing;
  readonly oidc: OidcSignIn | null;
  readonly recogniser: RecogniserInUse;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): Promise<DashboardServices> {
  const { store, passwords = createArgon2Passwords(), oidc, recogniser, now } = options;
  const { records, keyedHash, rateLimits } = store;
  const needs = { records, passwords, rateLimits, keyedHash, now };
  const signIn = createSignIn(needs);
  return {
    signIn,
    setUp: createSetUp(needs),
    account: createAccount({ ...needs, signIn }),
    usersFor: (actor) => createUserAdministration({ records, now, actor }),
    oidc,
    principalOf: (application, mode) => dashboardPrincipal({ records, keyedHash, now }, application, mode),
    activityOf: createActivity({ insights: records.insights, now }),
    recogniser,
    accuracy: readPublishedAccuracy(),
  };
}
