import type { DomainEvent } from '#domain/event.js';
import type { Records, VerificationRecord } from '#ports/records.js';
import { publishEvent } from '#services/webhooks/publish-event.js';

/** Tells the application's endpoints that a verification is complete, in the transaction of `inside`. */
export function publishVerification(
  inside: Records,
  { applicationId, mode, id }: VerificationRecord,
  { bodies, createdAtEpochMs }: Pick<DomainEvent, 'bodies' | 'createdAtEpochMs'>,
): Promise<void> {
  return publishEvent(inside, {
    applicationId,
    mode,
    type: 'verification.completed',
    createdAtEpochMs,
    subject: { kind: 'verification', id },
    bodies,
  });
}
