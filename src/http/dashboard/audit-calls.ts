import type { auditCalls } from '#contract/dashboard/audit.js';
import type { AuditAction } from '#domain/audit.js';
import type { DashboardOutcome } from '#domain/dashboard-failure.js';
import { toAuditResource } from '#http/apis/native/administration.js';
import { cursorOf, readCursor } from '#http/apis/native/pages.js';
import { actorNames } from '#http/dashboard/actor-names.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { HttpDependencies } from '#http/dependencies.js';

interface AuditQuery {
  readonly limit: number;
  readonly cursor?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly actorId?: string | undefined;
}

/** Entries that one page looks at where it filters; a page may then hold fewer than it may, and lead on. */
const mostLookedAt = 5000;
const atOnce = 500;

/** The audit logs, and whether they are whole. */
export function auditHandlers({ records }: HttpDependencies): DashboardHandlers<keyof typeof auditCalls> {
  async function page(applicationId: string | null, query: AuditQuery) {
    const mark = readCursor(query.cursor);
    if (!mark.ok) return mark;
    const nameOf = await actorNames(records, applicationId);
    const data = [];
    let beforeSequence = mark.value?.createdAtEpochMs ?? null;
    for (let looked = 0; looked < mostLookedAt;) {
      const entries = await records.audit.page(applicationId, { limit: atOnce, beforeSequence });
      looked += entries.length;
      for (const entry of entries) {
        beforeSequence = entry.sequence;
        const fits =
          (query.action === undefined || entry.action === query.action) &&
          (query.actorId === undefined || entry.actor.id === query.actorId);
        if (fits) data.push({ ...toAuditResource(entry), actorName: nameOf(entry.actor) });
        if (data.length === query.limit) break;
      }
      if (data.length === query.limit || entries.length < atOnce) break;
    }
    // The first entry of a log is the last of its pages.
    const isLast = beforeSequence === null || beforeSequence <= 1;
    const nextCursor = isLast ? null : cursorOf({ createdAtEpochMs: beforeSequence!, id: '' });
    return answer({ data, nextCursor });
  }

  const check = async (
    applicationId: string | null,
  ): Promise<DashboardOutcome<Awaited<ReturnType<typeof records.audit.check>>>> =>
    answer(await records.audit.check(applicationId));

  return {
    audit: ({ application, query }) => page(application.id, query),
    checkAudit: ({ application }) => check(application.id),
    installationAudit: ({ query }) => page(null, query),
    checkInstallationAudit: () => check(null),
  };
}
