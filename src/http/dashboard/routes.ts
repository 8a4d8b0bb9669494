import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { DashboardCall } from '#contract/dashboard/call.js';
import { dashboardCalls, type DashboardCallName } from '#contract/dashboard/calls.js';
import { refuse, type DashboardOutcome } from '#domain/dashboard-failure.js';
import { problemsOf } from '#domain/problems-of.js';
import { admit, comesFromOwnPage, type Caller } from '#http/dashboard/caller.js';
import { cookieValue, dashboardCookie, type DashboardCookie } from '#http/dashboard/cookies.js';
import type { Redirect, SentBytes } from '#http/dashboard/handler.js';
import { dashboardHandlers } from '#http/dashboard/handlers.js';
import { sendProblem } from '#http/dashboard/problem.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { clientErrorStatus, failureOfFault, logFault } from '#http/plugins/faults.js';
import { asUser } from '#services/users/user-dependencies.js';
import { findSignedIn, type StartedSession } from '#services/users/user-sessions.js';

/** Bodies are JSON alone. */
const bodyLimitBytes = 256 * 1024;

/** A handler as the routes call it: which context and which answer belong to which call was checked where they were put together. */
type AnyHandler = (call: unknown) => Promise<DashboardOutcome<unknown>>;

/** The dashboard's calls, each as the table says. `publicUrl`: where browsers reach the server. */
export function dashboardApi(
  dependencies: HttpDependencies,
  { publicUrl, version }: { readonly publicUrl: () => string; readonly version: string },
): FastifyPluginAsync {
  const { records, now } = dependencies;
  const handlers = dashboardHandlers(dependencies, { publicUrl, version });
  const isSecure = (): boolean => publicUrl().startsWith('https:');

  function register(api: FastifyInstance, name: DashboardCallName): void {
    const call: DashboardCall = dashboardCalls[name];
    const handle = handlers[name] as AnyHandler; // see AnyHandler
    const callers = new WeakMap<FastifyRequest, Caller>();

    async function guard(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
      request.transactionId = request.id;
      if (name !== 'signInOidcCallback' && !comesFromOwnPage(request, publicUrl())) {
        return sendProblem(request, reply, { code: 'origin-refused' });
      }
      const secret = cookieValue(request.headers.cookie, 'user', isSecure());
      const present = await findSignedIn(records, secret, now());
      const admitted = await admit(call, present, request.params as Record<string, string>, records); // Fastify gives strings
      if (!admitted.ok) return sendProblem(request, reply, admitted.failure);
      callers.set(request, admitted.value);
      return undefined;
    }

    api.route({
      method: call.method,
      url: call.path.replace(/\{(\w+)\}/g, ':$1'),
      bodyLimit: bodyLimitBytes,
      exposeHeadRoute: false,
      onRequest: guard,
      async handler(request, reply) {
        const { present, ...caller } = callers.get(request)!; // set by the guard
        const parsed = parse(call, request);
        if (!parsed.ok) return sendProblem(request, reply, parsed.failure);
        const setCookie = (cookie: DashboardCookie, value: string | null, maxAgeSeconds: number): void =>
          void reply.header('set-cookie', dashboardCookie(cookie, value, { secure: isSecure(), maxAgeSeconds }));
        const outcome = await handle({
          request,
          parameters: request.params,
          origin: { browser: request.headers['user-agent'] ?? null, address: request.ip },
          ...parsed.value,
          ...caller,
          present,
          actor: asUser(present?.user.id ?? null),
          setCookie,
          cookie: (cookie: DashboardCookie) => cookieValue(request.headers.cookie, cookie, isSecure()),
          setSession: (started: StartedSession | null) =>
            setCookie('user', started?.secret ?? null, started === null ? 0 : lifetimeSeconds(started)),
        });
        if (!outcome.ok) return sendProblem(request, reply, outcome.failure);
        return send(call, reply, outcome.value);
      },
    });
  }

  return async (api) => {
    api.removeContentTypeParser('text/plain');
    api.setErrorHandler(async (error, request, reply) => {
      const status = clientErrorStatus(error);
      if (status === null) logFault(request, error);
      const code = status === 413 ? 'body-too-large' : 'request-invalid';
      return sendProblem(request, reply, { code: status === null ? failureOfFault(error) : code });
    });
    api.setNotFoundHandler(async (request, reply) => sendProblem(request, reply, { code: 'not-found' }));
    for (const name of Object.keys(dashboardCalls) as DashboardCallName[]) register(api, name); // Object.keys loses the key type
  };
}

const lifetimeSeconds = ({ session }: StartedSession): number =>
  Math.ceil((session.expiresAtEpochMs - session.createdAtEpochMs) / 1000);

function parse({ query, body, method }: DashboardCall, request: FastifyRequest): DashboardOutcome<object> {
  const read = (schema: z.ZodType | undefined, value: unknown, name: 'query' | 'body'): DashboardOutcome<object> => {
    const parsed = schema?.safeParse(value);
    if (parsed === undefined) return { ok: true, value: {} };
    if (parsed.success) return { ok: true, value: { [name]: parsed.data } };
    return { ok: false, failure: { code: 'request-invalid', detail: problemsOf(parsed.error) } };
  };
  if (body !== undefined && request.headers['content-type']?.split(';')[0]?.trim() !== 'application/json') {
    return refuse('origin-refused', { detail: `${method} needs the type application/json` });
  }
  const readQuery = read(query, request.query, 'query');
  if (!readQuery.ok) return readQuery;
  const readBody = read(body, request.body, 'body');
  return readBody.ok ? { ok: true, value: { ...readQuery.value, ...readBody.value } } : readBody;
}

function send({ answer, status }: DashboardCall, reply: FastifyReply, value: unknown): FastifyReply {
  if (answer === 'none') return reply.code(204).send();
  if (answer === 'redirect') return reply.redirect((value as Redirect).location, 303); // what such a handler gives
  if (answer === 'csv' || answer === 'file') {
    const { type, headers, body } = value as SentBytes; // as above
    return reply.code(200).type(type).headers(headers).send(body);
  }
  return reply
    .code(status ?? 200)
    .type('application/json')
    .send(JSON.stringify(answer.parse(value)));
}
