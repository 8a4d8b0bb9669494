/** What a call came to that was not answered as hoped. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed';

  constructor(
    /**
     * Of the registry of failures; `connection`: no answer came; `unreadable`: one that is not the server's; `cookies-refused`: the
     * browser did not bring back the cookie that it was given.
     */
    readonly code: string,
    readonly status: number,
    readonly retryable: boolean,
    /** From `Retry-After`; null: not said. */
    readonly retryAfterMs: number | null = null,
  ) {
    super(`${code} (${status})`);
  }
}
