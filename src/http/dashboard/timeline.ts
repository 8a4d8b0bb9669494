import type { z } from 'zod';
import type { timelineEntrySchema } from '#contract/dashboard/verifications.js';
import { toTime } from '#contract/time.js';
import type { AuditEntry } from '#domain/audit.js';
import type { WebhookAttempt, WebhookDelivery } from '#ports/webhook-records.js';
import type { SessionRecord } from '#ports/session-records.js';
import type { Review } from '#ports/review-records.js';
import type { VerificationRow } from '#ports/insight-records.js';

export type TimelineEntry = z.infer<typeof timelineEntrySchema>;

/** What of a case's history is known, from wherever. */
export interface TimelineSources {
  readonly verification: Pick<VerificationRow, 'createdAtEpochMs' | 'durationMs' | 'operation'>;
  readonly session: Pick<SessionRecord, 'consentedAtEpochMs'> | null;
  readonly review: Review | null;
  readonly entries: readonly AuditEntry[];
  readonly deliveries: readonly { readonly delivery: WebhookDelivery; readonly attempts: readonly WebhookAttempt[] }[];
  readonly nameOf: (actor: AuditEntry['actor']) => string | null;
}

/** Entries of one case, at most. */
const longest = 200;

/** Everything that happened to a case, oldest first; of more than 200 entries the last. */
export function timelineOf(sources: TimelineSources): TimelineEntry[] {
  const { verification, session, review, entries, deliveries, nameOf } = sources;
  const consentedAtEpochMs = session?.consentedAtEpochMs ?? null;
  const plain = (atEpochMs: number, kind: TimelineEntry['kind'], details: TimelineEntry['details'] = {}) => ({
    atEpochMs,
    entry: { at: toTime(atEpochMs), kind, actor: null, details },
  });
  const all = [
    ...entries
      // Told as `verification.made`, with its duration.
      .filter(({ action }) => action !== 'operation.performed')
      .map(({ atEpochMs, action, actor, details }) => ({
        atEpochMs,
        entry: { at: toTime(atEpochMs), kind: action, actor: { ...actor, name: nameOf(actor) }, details },
      })),
    plain(verification.createdAtEpochMs + (verification.durationMs ?? 0), 'verification.made', {
      operation: verification.operation,
      durationMs: verification.durationMs,
    }),
    ...(consentedAtEpochMs === null ? [] : [plain(consentedAtEpochMs, 'session.consented')]),
    ...(review === null ? [] : [plain(review.openedAtEpochMs, 'review.opened')]),
    ...deliveries.flatMap(({ delivery, attempts }) =>
      attempts.map(({ startedAtEpochMs, number, outcome }) =>
        plain(startedAtEpochMs, 'webhook.attempted', {
          deliveryId: delivery.id,
          eventType: delivery.eventType,
          number,
          status: outcome.status,
          failure: outcome.failure,
        }),
      ),
    ),
  ];
  return all
    .sort((a, b) => a.atEpochMs - b.atEpochMs)
    .slice(-longest)
    .map(({ entry }) => entry);
}
