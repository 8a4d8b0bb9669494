/** What one sign-in has to remember until the browser comes back. */
export interface OidcTransaction {
  readonly state: string;
  readonly nonce: string;
  /** RFC 7636. */
  readonly codeVerifier: string;
}

/** An OpenID Connect provider, as far as a sign-in needs it. What fails throws. */
export interface OidcProvider {
  readonly issuer: string;
  /** Where the browser goes. */
  begin(redirectUri: string): Promise<{ readonly location: string; readonly transaction: OidcTransaction }>;
  /**
   * Trades the code in `returnedTo` for who signed in: the claims of an ID token whose signature, issuer, audience, times and nonce
   * hold.
   */
  end(
    returnedTo: URL,
    transaction: OidcTransaction,
  ): Promise<{ readonly subject: string; readonly claims: Readonly<Record<string, unknown>> }>;
}
