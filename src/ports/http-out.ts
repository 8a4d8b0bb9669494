import type { Outcome } from '#domain/outcome.js';

/**
 * What an address is for. `return-url`: a browser is sent there, this server never calls it. `image`: only hosts that the
 * operator allows by name or network; the others may be any public host. `model-download`: from the command line alone.
 */
export type TargetPurpose = 'webhook' | 'callback' | 'return-url' | 'image' | 'client-library' | 'model-download';

/** Why a target is refused, in words for the caller's developer. */
export const refusalDescriptions = {
  malformed: 'The address is no absolute URL in plain ASCII of at most 2048 characters.',
  scheme: 'The address must be https; http is only for hosts that the operator allows.',
  credentials: 'The address must not hold a user name or password.',
  'host-form': 'The host must be written plainly: a name without a trailing dot, or an address in its usual form.',
  'host-local': 'The host is a name of a local network.',
  'address-not-public': 'The host is, or resolves to, an address that is not public.',
  metadata: 'The host is a metadata service, which is never called.',
  'host-not-listed': 'The host is not on the list that the operator allows.',
} as const;
export type RefusalReason = keyof typeof refusalDescriptions;

export interface OutgoingRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly purpose: TargetPurpose;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  /** For everything together: resolution, connection, request, and the answer's body as far as it is read. */
  readonly timeoutMs: number;
  /** For resolution and connection alone; default: as long as for everything. */
  readonly connectTimeoutMs?: number;
  /** Bytes of the answer's body that are read. */
  readonly maxBodyBytes: number;
  /** A longer body is cut there (`cut`), or is a failure `response-too-large`. */
  readonly overflow: 'cut' | 'fail';
  /** Ends the request early, as `failed` with reason `aborted`. */
  readonly signal?: AbortSignal;
}

/** Nothing of it throws: what the other side does is no fault of this server. */
export type OutgoingResult =
  | {
      readonly kind: 'answered';
      /** Any HTTP status; a redirect is an answer like others and is not followed. */
      readonly status: number;
      /** Of the headers only those that somebody needs, lower case. */
      readonly headers: Readonly<Partial<Record<'retry-after' | 'content-type', string>>>;
      /** At most `maxBodyBytes`, as sent: nothing is unpacked. */
      readonly body: Uint8Array;
    }
  /** No socket was opened. */
  | { readonly kind: 'refused'; readonly reason: RefusalReason }
  | {
      readonly kind: 'failed';
      readonly reason: 'timeout' | 'connection' | 'tls' | 'resolution' | 'response-too-large' | 'aborted';
    };

/** The only way out of this server. */
export interface HttpOut {
  /**
   * What can be said against an address without resolving its name: for the moment when somebody gives it. Failure
   * `url-refused`, whose detail is one of `refusalDescriptions`.
   */
  checkTarget(url: string, purpose: TargetPurpose): Outcome<URL>;
  /**
   * Calls a target under the same check, repeated for every address that its name resolves to; the connection goes to an
   * address that was checked. No redirects, no proxies of the environment.
   */
  request(request: OutgoingRequest): Promise<OutgoingResult>;
  /**
   * `fetch` under the same guard, for a library that speaks HTTP by itself. It reaches URLs below `baseUrl` and nothing
   * else, and rejects redirects. Failure `url-refused`.
   */
  clientFetch(baseUrl: string): Outcome<typeof fetch>;
}
