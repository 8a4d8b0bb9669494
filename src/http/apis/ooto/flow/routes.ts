import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { flowCreatedSchema, flowRequestSchema } from '#http/apis/ooto/flow/schema.js';
import { toFlowStatus } from '#http/apis/ooto/flow/to-wire.js';
import { principalOf, type Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';
import type { CreatedSession } from '#services/sessions/create-session.js';
import type { Sessions } from '#services/sessions/sessions.js';

/** 16 kB of metadata, in the longest spelling that JSON has for them, and two addresses. */
const bodyLimitBytes = 128 * 1024;

/** The two calls of seed 002. Their answers stand without the envelope, their errors in it. */
export function flowRoutes(exchange: Exchange, sessions: Pick<Sessions, 'application'>): FastifyPluginAsync {
  const toCreated = ({ session, token, url }: CreatedSession): WireAnswer => ({
    status: 200,
    body: flowCreatedSchema.parse({ sessionId: session.id, token, url }),
  });

  return async (api: FastifyInstance) => {
    api.post(
      '/flow/sessions',
      { bodyLimit: bodyLimitBytes, onRequest: exchange.guard({ scope: 'verify', operation: 'flow-session-create' }) },
      async (request, reply) => {
        const parsed = flowRequestSchema.safeParse(request.body);
        if (!parsed.success) {
          const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? 'body')))].join(', ');
          return exchange.fail(request, reply, { code: 'request-invalid', detail: `wrong or missing: ${fields}` });
        }
        const { ttlSec, ...asked } = parsed.data;
        return exchange.create(request, reply, fingerprintOf(request, { body: request.body }), async (remember) => {
          const created = await sessions.application.create(
            principalOf(request),
            { kind: 'ooto-flow', lifetimeSeconds: ttlSec ?? null, ...asked },
            (inside, made) => remember(inside, toCreated(made), { kind: 'session', id: made.session.id }),
          );
          return created.ok ? toCreated(created.value) : exchange.failureAnswer(request, created.failure);
        });
      },
    );

    api.get<{ Params: { token: string } }>(
      '/flow/sessions/:token',
      { onRequest: exchange.guard({ scope: 'read', operation: 'flow-session-status' }) },
      async (request, reply) => {
        const { applicationId, mode } = principalOf(request);
        const found = await sessions.application.findByToken({ applicationId, mode }, request.params.token);
        // Of another dialect: its token is none here.
        if (!found.ok || found.value.kind !== 'ooto-flow') {
          return exchange.fail(request, reply, found.ok ? { code: 'not-found' } : found.failure);
        }
        return exchange.answer(reply, { status: 200, body: toFlowStatus(found.value) });
      },
    );
  };
}
