import type { UserOrigin } from '#services/users/user-dependencies.js';
import type { StartedSession } from '#services/users/user-sessions.js';

/** Why a sign-in at the provider led to nothing; told in the address of the sign-in page. */
export type OidcError = 'oidc-failed' | 'oidc-no-role' | 'oidc-unavailable';

/** Sign-in by an OpenID Connect provider: authorization code with PKCE, state and nonce. */
export interface OidcSignIn {
  /** For the button. */
  readonly label: string;
  /** Where the browser goes, and what it carries until it comes back. Null: the provider cannot be reached. */
  begin(): Promise<{ readonly location: string; readonly cookie: string; readonly lifetimeSeconds: number } | null>;
  /** `url`: path and query with which the browser came back. */
  end(
    cookie: string | null,
    url: string,
    origin: UserOrigin,
  ): Promise<
    { readonly ok: true; readonly started: StartedSession } | { readonly ok: false; readonly error: OidcError }
  >;
}
