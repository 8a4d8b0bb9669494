import type { WebhookFormat } from '#domain/event.js';
import type { HttpOut, OutgoingResult } from '#ports/http-out.js';
import type { AttemptFailure, AttemptOutcome, SigningSecrets, WebhookDelivery } from '#ports/webhook-records.js';
import { parseRetryAfterMs } from '#services/webhooks/delivery-schedule.js';
import { signedHeaders } from '#services/webhooks/sign.js';

/** A receiver that answers later is too slow (seed 003, "within 10 seconds"). */
const timeoutMs = 10_000;
/** Of an answer as much is kept as tells what is wrong; the rest is not read. */
const answerHeadBytes = 512;

export interface Message {
  /** The `webhook-id`. */
  readonly id: string;
  readonly url: string;
  readonly purpose: 'webhook' | 'callback';
  readonly format: WebhookFormat;
  readonly body: string;
  readonly secrets: SigningSecrets;
  /** Which it is one attempt of; left out where it is a trial of an endpoint. */
  readonly delivery?: WebhookDelivery;
}

export interface Attempted {
  readonly startedAtEpochMs: number;
  readonly outcome: AttemptOutcome;
  /** What the receiver asked for; null: nothing. */
  readonly retryAfterMs: number | null;
}

/** Sends a message once. Null: it was told to stop before there was an outcome. */
export type AttemptDelivery = (message: Message, signal?: AbortSignal) => Promise<Attempted | null>;

export function createAttemptDelivery(dependencies: {
  readonly httpOut: Pick<HttpOut, 'request'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Of this server, for the User-Agent. */
  readonly version: string;
}): AttemptDelivery {
  const { httpOut, now, version } = dependencies;
  return async ({ id, url, purpose, format, body, secrets }, signal) => {
    const startedAtEpochMs = now();
    const startedAt = performance.now();
    const result = await httpOut.request({
      method: 'POST',
      url,
      purpose,
      headers: {
        'content-type': 'application/json',
        'user-agent': format === 'clearconsent' ? 'IdentityVerification/1.0' : `Bonafide-Webhooks/${version}`,
        ...signedHeaders({ id, body, secrets, nowEpochMs: startedAtEpochMs }),
      },
      body,
      timeoutMs,
      maxBodyBytes: answerHeadBytes,
      // The status alone says whether it was taken: an answer that goes on is no reason to send everything again.
      overflow: 'cut',
      ...(signal !== undefined && { signal }),
    });
    const failure = failureOf(result);
    if (failure === 'aborted') return null;
    const answered = result.kind === 'answered' ? result : null;
    return {
      startedAtEpochMs,
      outcome: {
        status: answered?.status ?? null,
        durationMs: Math.round(performance.now() - startedAt),
        failure,
        answerHead: answered === null ? '' : new TextDecoder().decode(answered.body),
      },
      retryAfterMs: parseRetryAfterMs(answered?.headers['retry-after'], now()),
    };
  };
}

function failureOf(result: OutgoingResult): AttemptFailure | 'aborted' | null {
  if (result.kind === 'refused') return 'url-refused';
  // The head of the answer is bounded as well: one over it never comes as far as a status.
  if (result.kind === 'failed') return result.reason === 'response-too-large' ? 'connection' : result.reason;
  const { status } = result;
  if (status >= 200 && status <= 299) return null;
  if (status === 410) return 'gone';
  return status >= 300 && status <= 399 ? 'redirect' : 'status';
}
