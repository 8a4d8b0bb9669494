import type { Measures } from '#ports/measures.js';
import type { WebhookDelivery } from '#ports/webhook-records.js';
import type { AttemptDelivery } from '#services/webhooks/attempt-delivery.js';

/** Tells of every attempt of a delivery; trials of an endpoint, and those that a stop cut short, are none. */
export function createMeasuredAttempt(
  attempt: AttemptDelivery,
  dependencies: {
    readonly measures: Pick<Measures, 'attemptEnded'>;
    /** Milliseconds since 1970. */
    readonly now: () => number;
  },
): AttemptDelivery {
  const { measures, now } = dependencies;
  return async (message, signal) => {
    const attempted = await attempt(message, signal);
    const { delivery, purpose } = message;
    if (attempted === null || delivery === undefined) return attempted;
    const { failure } = attempted.outcome;
    measures.attemptEnded({
      mode: delivery.mode,
      receiver: purpose === 'callback' ? 'callback' : 'endpoint',
      result: failure ?? 'delivered',
      delayMs: failure === null && !wasReplayed(delivery) ? Math.max(0, now() - delivery.createdAtEpochMs) : null,
    });
    return attempted;
  };
}

/** Its age says nothing then. */
const wasReplayed = ({ attempts, attemptsOfRound }: WebhookDelivery): boolean => attempts > attemptsOfRound;
