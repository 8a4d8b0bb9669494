import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Failure } from '#domain/failure.js';
import { checkContextOf } from '#http/apis/clearconsent/check-context.js';
import { toClearConsentFailure } from '#http/apis/clearconsent/failures.js';
import { clearConsentForm } from '#http/apis/clearconsent/form.js';
import { pageQuerySchema } from '#http/apis/clearconsent/page-query.js';
import { apiKeyHeader } from '#http/auth/api-key-header.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { principalOf, type Exchange } from '#http/exchange/exchange.js';
import { parseKey } from '#services/api-keys/key-format.js';
import type { SettleCreation } from '#services/sessions/create-session.js';
import { openVerifPage } from '#services/sessions/verif-page.js';

const needs = { scope: ['capture', 'verify'], operation: 'GET /verif/' } as const;

/**
 * `GET /verif/`: trades the key in its address at once for a page of its own and leads there (303), so that no key stays in the
 * address bar, the history or a log. `POST /verif/submit` belongs to the same page.
 */
export function addVerifPage(
  api: FastifyInstance,
  exchange: Exchange,
  { sessions, now }: Pick<HttpDependencies, 'sessions' | 'now'>,
): void {
  async function open(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const refused = await exchange.admit(request, reply, clearConsentForm.readCredentials(request), needs);
    if (refused !== null) return refuse(request, reply, refused);
    const principal = principalOf(request);
    const { clearConsent } = principal.settings;
    const isInAddress = apiKeyHeader(request) === null;
    const isSecret = keyKindOf(request) === 'secret';
    if (clearConsent.requireServerSideLinks && (isInAddress || !isSecret)) {
      return refuse(request, reply, { code: 'scope-insufficient' });
    }
    if (clearConsent.forbidSecretKeyInPage && isInAddress && isSecret) {
      return refuse(request, reply, { code: 'scope-insufficient' });
    }
    const query = pageQuerySchema.safeParse(request.query);
    if (!query.success) return refuse(request, reply, { code: 'request-invalid' });
    const context = checkContextOf(query.data);
    if (!context.ok) return refuse(request, reply, context.failure);
    const { userIdentifier, userEmail, userPhone } = context.value;
    // For whoever runs the application: such a key should be replaced.
    const warn: SettleCreation = async (inside, { session }) => {
      await inside.audit.append({
        applicationId: principal.applicationId,
        mode: principal.mode,
        atEpochMs: now(),
        action: 'key.shown-in-page',
        actor: { kind: 'key', id: principal.keyId },
        target: session.id,
        details: {},
      });
    };
    const created = await openVerifPage(
      sessions,
      principal,
      { userIdentifier, userEmail, userPhone },
      isInAddress && isSecret ? warn : undefined,
    );
    if (!created.ok) return refuse(request, reply, created.failure);
    return reply.code(303).header('location', created.value.url).send();
  }

  /** A person sees a page, a program the dialect's own answer; both with its status. */
  function refuse(request: FastifyRequest, reply: FastifyReply, failure: Failure): FastifyReply {
    if (!(request.headers.accept ?? '').includes('text/html')) return exchange.fail(request, reply, failure);
    const { status, body } = toClearConsentFailure(failure);
    return reply.code(status).type('text/html; charset=utf-8').send(errorPage(body.error));
  }

  api.get('/', { exposeHeadRoute: false, prefixTrailingSlash: 'slash' }, open);
}

/** Of a key that was accepted. */
function keyKindOf(request: FastifyRequest): 'secret' | 'publishable' {
  return parseKey(clearConsentForm.readCredentials(request)?.key ?? '')?.kind ?? 'publishable';
}

/** `error`: one of our own texts. */
const errorPage = (error: string): string => `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${error}</title></head>
  <body>
    <h1>This page cannot be opened</h1>
    <p>${error}.</p>
    <p>Go back to where you came from and start again. If that does not help, tell them what stands above.</p>
  </body>
</html>
`;
