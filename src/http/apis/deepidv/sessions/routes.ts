import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { sessionRequestSchema, sessionSchema } from '#http/apis/deepidv/sessions/schema.js';
import { toDeepidvSession } from '#http/apis/deepidv/sessions/to-wire.js';
import { principalOf, type Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';
import { readJson } from '#http/uploads/read-json.js';
import type { CreatedSession } from '#services/sessions/create-session.js';
import { deepidvScopes } from '#services/sessions/deepidv-sessions.js';
import type { Sessions } from '#services/sessions/sessions.js';

/** Six short texts, in the longest spelling that JSON has for them. */
const bodyLimitBytes = 16 * 1024;

/** `POST /sessions` and `GET /sessions/{id}`, in the scope of `deepidvApi`. */
export function sessionRoutes(exchange: Exchange, sessions: Pick<Sessions, 'application'>): FastifyPluginAsync {
  const toCreated = ({ session, url }: CreatedSession): WireAnswer => ({
    status: 200,
    body: sessionSchema.parse(toDeepidvSession(session, url)),
  });

  return async (api: FastifyInstance) => {
    const mayCreate = exchange.guard({ scope: 'verify', operation: 'deepidv-session-create' });
    api.post('/sessions', { onRequest: mayCreate }, async (request, reply) => {
      const body = await readJson(request, bodyLimitBytes);
      if (!body.ok) return exchange.fail(request, reply, body.failure);
      const parsed = sessionRequestSchema.safeParse(body.value);
      if (!parsed.success) {
        const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? 'body')))].join(', ');
        return exchange.fail(request, reply, { code: 'request-invalid', detail: `wrong: ${fields}` });
      }
      return exchange.create(request, reply, fingerprintOf(request, parsed.data), async (remember) => {
        const principal = principalOf(request);
        const asked = { kind: 'deepidv', scopes: deepidvScopes(principal.settings), ...parsed.data } as const;
        const created = await sessions.application.create(principal, asked, (inside, made) =>
          remember(inside, toCreated(made), { kind: 'session', id: made.session.id }),
        );
        return created.ok ? toCreated(created.value) : exchange.failureAnswer(request, created.failure);
      });
    });

    const mayRead = exchange.guard({ scope: 'read', operation: 'deepidv-session-status' });
    api.get<{ Params: { id: string } }>('/sessions/:id', { onRequest: mayRead }, async (request, reply) => {
      const { applicationId, mode, scopes } = principalOf(request);
      const found = await sessions.application.find({ applicationId, mode }, request.params.id);
      // Of another dialect: it is none here.
      if (!found.ok || found.value.kind !== 'deepidv') {
        return exchange.fail(request, reply, found.ok ? { code: 'not-found' } : found.failure);
      }
      const url = sessions.application.linkOf(found.value, scopes);
      return exchange.answer(reply, { status: 200, body: sessionSchema.parse(toDeepidvSession(found.value, url)) });
    });
  };
}
