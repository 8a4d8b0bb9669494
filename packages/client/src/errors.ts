import type { FailureCode, FailureSubject } from './types.js';

/** Why this side has no answer of the server: it could not be reached, took too long, or something else answered. */
export type ClientFailureCode = 'network-failed' | 'timed-out' | 'answer-invalid';

/** A later server may know codes that this version does not: they come as they are. */
export type ErrorCode = FailureCode | ClientFailureCode | (string & Record<never, never>);

export interface ErrorDetails {
  readonly code: ErrorCode;
  readonly status: number | null;
  readonly message: string;
  readonly detail?: string | null;
  readonly subject?: FailureSubject | null;
  readonly requestId?: string | null;
  readonly retryAfterMs?: number | null;
  readonly cause?: unknown;
}

/** A call that did not succeed, after its retries. */
export class BonafideError extends Error {
  override readonly name = 'BonafideError';
  readonly code: ErrorCode;
  /** HTTP status; null: there was no answer. */
  readonly status: number | null;
  /** What is wrong with the call, for its developer; null where the code says it all. */
  readonly detail: string | null;
  /** The picture that it is about. */
  readonly subject: FailureSubject | null;
  /** UUID of the call; a verification that failed for its pictures is found under it. */
  readonly requestId: string | null;
  /** When the server wants to be asked again; null: it did not say. */
  readonly retryAfterMs: number | null;

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.status = details.status;
    this.detail = details.detail ?? null;
    this.subject = details.subject ?? null;
    this.requestId = details.requestId ?? null;
    this.retryAfterMs = details.retryAfterMs ?? null;
  }
}

export type WebhookErrorCode =
  | 'headers-missing'
  | 'timestamp-too-old'
  | 'timestamp-too-new'
  | 'signature-wrong'
  | 'secret-invalid'
  | 'payload-invalid';

/** A message that must not be believed, or that cannot be checked. */
export class BonafideWebhookError extends Error {
  override readonly name = 'BonafideWebhookError';
  readonly code: WebhookErrorCode;

  constructor(code: WebhookErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
