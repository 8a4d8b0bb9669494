import { createdSessionSchema, newSessionSchema } from '#contract/new-session.js';
import { sessionResourceSchema, sessionSummarySchema } from '#contract/session.js';
import type { Principal } from '#domain/access.js';
import { ok } from '#domain/outcome.js';
import { sessionStatusSchema } from '#domain/session.js';
import { actorOf, endpoint, type NativeCall, type NativeEndpoint } from '#http/apis/native/endpoint.js';
import { pageOf, pageQuery, pageSchema, readCursor } from '#http/apis/native/pages.js';
import { toSessionResource, toSessionSummary } from '#http/apis/native/session-resource.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Records } from '#ports/records.js';
import type { SessionRecord } from '#ports/session-records.js';
import type { CreatedSession } from '#services/sessions/create-session.js';

/** Links under which people show their documents and faces. */
export function sessionEndpoints({ records, sessions, now }: HttpDependencies): NativeEndpoint[] {
  const one = { 200: { description: 'The session.', schema: sessionResourceSchema } };
  /** In the transaction that releases it; its making and its end note the sessions themselves. */
  const noteRelease =
    (call: Pick<NativeCall<unknown, unknown>, 'principal' | 'owner'>) =>
    async (inside: Records, { id, state }: Pick<SessionRecord, 'id' | 'state'>): Promise<void> => {
      const entry = { ...call.owner, atEpochMs: now(), action: 'session.released', target: id } as const;
      await inside.audit.append({ ...entry, actor: actorOf(call), details: { status: state.status } });
    };
  const show = (session: SessionRecord, { scopes }: Principal) =>
    toSessionResource(session, sessions.application.linkOf(session, scopes));
  const toCreated = ({ session, url }: CreatedSession) => ({ ...toSessionResource(session, url), url });

  return [
    endpoint({
      method: 'POST',
      path: '/sessions',
      summary: 'Make a link for a person',
      scope: 'verify',
      json: newSessionSchema,
      creates: true,
      answers: { 201: { description: 'The session with its link.', schema: createdSessionSchema } },
      async handle(call) {
        const { principal, body, remember } = call;
        const asked = {
          kind: 'native',
          scopes: body.scopes,
          lifetimeSeconds: body.lifetimeSeconds,
          userIdentifier: body.userIdentifier ?? null,
          externalId: body.externalId ?? null,
          metadata: body.metadata ?? null,
          callbackUrl: body.callbackUrl ?? null,
          returnUrl: body.returnUrl ?? null,
        } as const;
        const created = await sessions.application.create(principal, asked, (inside, made) =>
          remember(inside, toCreated(made), { kind: 'session', id: made.session.id }),
        );
        return created.ok ? ok({ body: toCreated(created.value) }) : created;
      },
    }),
    endpoint({
      method: 'GET',
      path: '/sessions',
      summary: 'List sessions, newest first',
      description: 'Those of every dialect. Without what is sealed: that is opened one by one.',
      scope: 'read',
      query: pageQuery.extend({ status: sessionStatusSchema.optional() }),
      answers: { 200: { description: 'A page.', schema: pageSchema(sessionSummarySchema) } },
      async handle({ owner, query: { limit, cursor, status } }) {
        const before = readCursor(cursor);
        if (!before.ok) return before;
        const options = { limit: limit + 1, before: before.value, ...(status !== undefined && { status }) };
        const page = pageOf(await records.sessions.page(owner, options), limit, (row) => row);
        return ok({ body: { data: page.rows.map(toSessionSummary), nextCursor: page.nextCursor } });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/sessions/{id}',
      summary: 'One session, with what was found once it is over',
      scope: 'read',
      answers: one,
      async handle({ owner, parameters, principal }) {
        const found = await sessions.application.find(owner, parameters['id']!);
        return found.ok ? ok({ body: show(found.value, principal) }) : found;
      },
    }),
    endpoint({
      method: 'POST',
      path: '/sessions/{id}/cancel',
      summary: 'End a session',
      description: 'Its pictures are destroyed, and its receivers are told. One that is over is answered with 409.',
      scope: 'verify',
      answers: one,
      async handle(call) {
        const cancelled = await sessions.application.cancel(call.owner, call.parameters['id']!);
        return cancelled.ok ? ok({ body: show(cancelled.value, call.principal) }) : cancelled;
      },
    }),
    endpoint({
      method: 'POST',
      path: '/sessions/{id}/release',
      summary: 'Unbind a link from the browser that has it',
      description: 'For a person who lost the browser: the next who acts has the link.',
      scope: 'verify',
      answers: one,
      async handle(call) {
        const note = noteRelease(call);
        const released = await sessions.application.release(call.owner, call.parameters['id']!, note);
        return released.ok ? ok({ body: show(released.value, call.principal) }) : released;
      },
    }),
  ];
}
