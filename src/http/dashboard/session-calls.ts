import type { z } from 'zod';
import type { sessionCalls, sessionDetailSchema } from '#contract/dashboard/sessions.js';
import type { AuditAction } from '#domain/audit.js';
import { includesRole, type UserRole } from '#domain/user.js';
import { pageOf, readCursor } from '#http/apis/native/pages.js';
import { toSessionResource, toSessionSummary } from '#http/apis/native/session-resource.js';
import { answer, type DashboardHandlers, type DashboardRequest } from '#http/dashboard/handler.js';
import { shownSession } from '#http/dashboard/shown-session.js';
import { toVerificationRow } from '#http/dashboard/verification-row.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Owner, Records } from '#ports/records.js';
import type { SessionRecord, SessionSummary } from '#ports/session-records.js';

/** Links under which people show their documents and faces. */
export function sessionHandlers({
  records,
  sessions,
  dashboard: { principalOf },
  now,
}: HttpDependencies): DashboardHandlers<keyof typeof sessionCalls> {
  /** In the transaction of the change. */
  const noted =
    (
      action: AuditAction,
      { owner, actor }: Pick<DashboardRequest<typeof sessionCalls.cancelSession>, 'owner' | 'actor'>,
    ) =>
    async (inside: Records, { id, state }: Pick<SessionRecord, 'id' | 'state'>): Promise<void> => {
      const entry = { ...owner, atEpochMs: now(), action, actor, target: id };
      await inside.audit.append({ ...entry, details: { status: state.status } });
    };

  async function detailOf(
    owner: Owner,
    session: SessionRecord,
    role: UserRole,
  ): Promise<z.infer<typeof sessionDetailSchema>> {
    // Who has the link can act under it.
    const url = includesRole(role, 'reviewer') ? sessions.application.linkOf(session, ['verify']) : null;
    const verifications = [];
    for (const { id } of await records.verifications.ofSession(owner, session.id)) {
      const row = await records.insights.verification(owner, id);
      if (row !== null) verifications.push(toVerificationRow(row));
    }
    return { session: shownSession(session, url, role), verifications };
  }

  async function found(owner: Owner, search: string): Promise<SessionSummary[]> {
    const ids = new Set([
      search,
      ...(await records.sessions.findByLookup(owner, { name: 'user-identifier', value: search })),
      ...(await records.sessions.findByLookup(owner, { name: 'external-id', value: search })),
    ]);
    const all = [];
    for (const id of [...ids].slice(0, mostFound)) {
      const session = await sessions.application.find(owner, id);
      if (session.ok) all.push({ ...session.value, erasedAtEpochMs: null });
    }
    return all.sort((a, b) => b.createdAtEpochMs - a.createdAtEpochMs);
  }

  return {
    async sessions({ owner, query: { limit, cursor, status, search } }) {
      if (search !== undefined) {
        const matching = (await found(owner, search)).filter(
          ({ state }) => status === undefined || state.status === status,
        );
        return answer({ data: matching.map(toSessionSummary), nextCursor: null });
      }
      const before = readCursor(cursor);
      if (!before.ok) return before;
      const options = { limit: limit + 1, before: before.value, ...(status !== undefined && { status }) };
      const page = pageOf(await records.sessions.page(owner, options), limit, (row) => row);
      return answer({ data: page.rows.map(toSessionSummary), nextCursor: page.nextCursor });
    },
    async session({ owner, role, parameters }) {
      const session = await sessions.application.find(owner, parameters['id']!);
      return session.ok ? answer(await detailOf(owner, session.value, role)) : session;
    },
    async createSession({ application, owner, actor, body }) {
      const principal = await principalOf(application, owner.mode);
      const created = await sessions.application.create(principal, {
        kind: 'native',
        actor,
        scopes: body.scopes,
        lifetimeSeconds: body.lifetimeSeconds,
        userIdentifier: body.userIdentifier ?? null,
        externalId: body.externalId ?? null,
        metadata: body.metadata ?? null,
        callbackUrl: body.callbackUrl ?? null,
        returnUrl: body.returnUrl ?? null,
      });
      if (!created.ok) return created;
      const { session, url } = created.value;
      return answer({ ...toSessionResource(session, url), url });
    },
    async cancelSession(call) {
      const { owner, parameters, role } = call;
      const settle = noted('session.cancelled', call);
      const cancelled = await sessions.application.cancel(owner, parameters['id']!, settle);
      return cancelled.ok ? answer(await detailOf(owner, cancelled.value, role)) : cancelled;
    },
    async releaseSession(call) {
      const { owner, parameters, role } = call;
      const settle = noted('session.released', call);
      const released = await sessions.application.release(owner, parameters['id']!, settle);
      return released.ok ? answer(await detailOf(owner, released.value, role)) : released;
    },
  };
}

/** Of one search. */
const mostFound = 100;
