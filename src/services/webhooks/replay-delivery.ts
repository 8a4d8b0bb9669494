import type { AuditEntry } from '#domain/audit.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Owner, Records } from '#ports/records.js';
import type { WebhookDelivery } from '#ports/webhook-records.js';
import { deliveryQueue } from '#services/webhooks/delivery-queue.js';

/**
 * Has a delivery sent again by whichever server runs, or at once where it waits: same id, same bytes, a new schedule. It
 * stands in the audit log. Failure: `not-found`, also for one whose body was erased.
 */
export async function replayDelivery(
  records: Records,
  owner: Owner,
  id: string,
  { actor, atEpochMs }: { readonly actor: AuditEntry['actor']; readonly atEpochMs: number },
): Promise<Outcome<WebhookDelivery>> {
  const restarted = await records.inTransaction(async (inside) => {
    if (!(await inside.webhooks.deliveries.restart(owner, id, atEpochMs))) return false;
    const job = { queue: deliveryQueue, uniqueKey: id, owner, payload: null } as const;
    const added = await inside.jobs.enqueue({ ...job, createdAtEpochMs: atEpochMs, runAtEpochMs: atEpochMs });
    if (!added) await inside.jobs.hurry(deliveryQueue, id, atEpochMs);
    const { applicationId, mode } = owner;
    const entry = { applicationId, mode, atEpochMs, action: 'webhook-delivery.replayed' } as const;
    await inside.audit.append({ ...entry, actor, target: id, details: {} });
    return true;
  });
  const delivery = restarted ? await records.webhooks.deliveries.find(owner, id) : null;
  return delivery === null ? fail({ code: 'not-found' }) : ok(delivery);
}
