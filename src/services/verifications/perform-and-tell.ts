import type { DomainEvent } from '#domain/event.js';
import type { VerificationRecord } from '#ports/records.js';
import type { PerformOperation } from '#services/perform-operation.js';
import { publishVerification } from '#services/verifications/publish-verification.js';

/**
 * `perform` that tells the application's receivers of every operation that completes, in the transaction that makes it
 * durable: for verifications of the dialects that publish no events of their own. What a session does is told by the
 * session.
 */
export function createPerformAndTell(dependencies: {
  readonly perform: PerformOperation;
  /** What receivers are told, in every shape that there is one for. */
  readonly bodies: (told: {
    readonly record: VerificationRecord;
    readonly review: null;
    readonly files: readonly [];
  }) => DomainEvent['bodies'];
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): PerformOperation {
  const { perform, bodies, now } = dependencies;
  return (request, work) => {
    if (request.sessionId !== undefined) return perform(request, work);
    return perform(
      {
        ...request,
        async settle(inside, outcome, record) {
          if (outcome.ok) {
            const told = bodies({ record, review: null, files: [] });
            await publishVerification(inside, record, { bodies: told, createdAtEpochMs: now() });
          }
          await request.settle?.(inside, outcome, record);
        },
      },
      work,
    );
  };
}
