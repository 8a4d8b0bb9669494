/** Users of the dashboard: they belong to the installation, not to an application. */
export interface UsersTable {
  id: string;
  kind: string;
  /** Keyed hash of the name (local, without regard to case) or of issuer and subject (a provider's). */
  identity_hash: Uint8Array;
  created_at: number;
  disabled_at: number | null;
  last_sign_in_at: number | null;
  /** Keyed hash of the token in the set-up link, until it is used. */
  invitation_hash: Uint8Array | null;
  invitation_expires_at: number | null;
  /** Time step of the last code that was used: none up to it is good again. */
  last_code_step: number;
  /** JSON; ids of applications and roles. */
  grants: string;
  /** JSON with name, hash of the password and secret of the authenticator. */
  sealed_profile: Uint8Array;
}

/** Tries to sign in that have not succeeded, also of names that nobody has: which there are is not told by the delay. */
export interface SignInTriesTable {
  identity_hash: Uint8Array;
  tries: number;
  last_try_at: number;
  locked_until: number | null;
}

/** Keyed hashes of recovery codes that were not used. */
export interface UserRecoveryCodesTable {
  user_id: string;
  hash: Uint8Array;
}

export interface UserSessionsTable {
  id: string;
  user_id: string;
  /** Keyed hash of the secret in the cookie. */
  secret_hash: Uint8Array;
  stage: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  /** JSON with browser and network, sealed. */
  sealed_origin: Uint8Array;
}

/** What reviewers said of a case that several have to decide. */
export interface ReviewVotesTable {
  verification_id: string;
  user_id: string;
  decision: string;
  voted_at: number;
  data_key_id: string | null;
  /** JSON with the reasons, sealed under the data key. */
  sealed_words: Uint8Array | null;
}
