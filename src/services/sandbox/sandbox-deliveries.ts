import type { Records } from '#ports/records.js';
import type { WebhookDelivery } from '#ports/webhook-records.js';
import { scenarioInContext } from '#services/sandbox/find-scenario.js';
import type { AttemptDelivery } from '#services/webhooks/attempt-delivery.js';

/** What a receiver that is down would answer. */
const failedStatus = 503;

/**
 * Deliveries of the sandbox fail as often as the scenario of what they tell of says, and no socket is opened for a failure.
 * The scenario is read from the sealed record of that verification or session at each attempt: nothing more is stored, and
 * erasing the record ends it. Live deliveries go out untouched.
 */
export function createSandboxDeliveries(dependencies: {
  readonly attempt: AttemptDelivery;
  readonly records: Pick<Records, 'verifications' | 'sessions'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): AttemptDelivery {
  const { attempt, records, now } = dependencies;
  return async (message, signal) => {
    const { delivery } = message;
    if (delivery?.mode !== 'test' || delivery.attempts >= (await failuresOf(delivery))) return attempt(message, signal);
    const outcome = { status: failedStatus, durationMs: 0, failure: 'status', answerHead: 'sandbox' } as const;
    return { startedAtEpochMs: now(), outcome, retryAfterMs: null };
  };

  async function failuresOf(delivery: WebhookDelivery): Promise<number> {
    const context = await contextOf(delivery);
    return (context === null ? null : scenarioInContext(context))?.failedDeliveries ?? 0;
  }

  async function contextOf(delivery: WebhookDelivery): Promise<Parameters<typeof scenarioInContext>[0] | null> {
    const { subject } = delivery;
    if (subject === null) return null;
    if (subject.kind === 'verification')
      return (await records.verifications.find(delivery, subject.id))?.context ?? null;
    const session = await records.sessions.find(delivery, subject.id);
    if (session === null) return null;
    const { userIdentifier, externalId, metadata } = session.personal;
    return { userIdentifier: userIdentifier ?? externalId, metadata };
  }
}
