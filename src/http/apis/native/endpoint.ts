import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Principal } from '#domain/access.js';
import type { AuditEntry } from '#domain/audit.js';
import { ok, fail, type Outcome } from '#domain/outcome.js';
import { problemsOf } from '#domain/problems-of.js';
import { principalOf, type Exchange, type Remember } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';
import type { ApiOperation } from '#http/openapi/api-operation.js';
import type { AnswerSubject } from '#ports/idempotency-records.js';
import type { Owner, Records } from '#ports/records.js';

export const nativePrefix = '/api/v2';

/** One call with everything checked that its description promises. */
export interface NativeCall<Query, Body> {
  readonly request: FastifyRequest;
  readonly principal: Principal;
  readonly owner: Owner;
  readonly transactionId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /**
   * For calls that make something: hands the answer with this body to the transaction that makes its cause durable; see
   * `Remember`.
   */
  readonly remember: (inside: Records, body: unknown, subject?: AnswerSubject) => Promise<void>;
}

/** As whom the audit log names the caller. */
export const actorOf = ({ principal }: Pick<NativeCall<unknown, unknown>, 'principal'>): AuditEntry['actor'] => ({
  kind: 'key',
  id: principal.keyId,
});

/** What a handler gives: a body for the status that its description names first, or a failure. */
export type NativeOutcome = Outcome<{ readonly body: unknown; readonly status?: number }>;

interface Definition<Query extends z.ZodObject, Body extends z.ZodType> extends Omit<
  ApiOperation,
  'query' | 'json' | 'path'
> {
  /** Below `/api/v2`. */
  readonly path: string;
  readonly query?: Query;
  readonly json?: Body;
  /** What the call is counted and priced as; its method and path, unless told otherwise. */
  readonly operation?: string;
  readonly handle: (call: NativeCall<z.infer<Query>, z.infer<Body>>) => Promise<NativeOutcome>;
}

/** A call of our own API: what OpenAPI says of it, and what it does. */
export interface NativeEndpoint {
  readonly operation: ApiOperation;
  register(api: FastifyInstance, exchange: Exchange): void;
}

/** Bodies without pictures. */
const smallBodyBytes = 1024 * 1024;

const noQuery = z.strictObject({});

/** Describes and builds one call; unknown fields in query and body are refused, and named. */
export function endpoint<Query extends z.ZodObject = typeof noQuery, Body extends z.ZodType = z.ZodUndefined>(
  definition: Definition<Query, Body>,
): NativeEndpoint {
  const { handle, operation: countedAs, query, json, path, ...described } = definition;
  const operation: ApiOperation = {
    ...described,
    path: nativePrefix + path,
    ...(query !== undefined && { query }),
    ...(json !== undefined && { json }),
  };
  const { method, scope, creates = false } = operation;
  if (scope === null) throw new Error('every call of this API needs a key');
  const parse = (request: FastifyRequest): Outcome<{ query: z.infer<Query>; body: z.infer<Body> }> => {
    const parsedQuery = (query ?? noQuery).safeParse(request.query);
    if (!parsedQuery.success) return fail({ code: 'request-invalid', detail: problemsOf(parsedQuery.error) });
    const parsedBody = json?.safeParse(request.body);
    if (parsedBody?.success === false) return fail({ code: 'request-invalid', detail: problemsOf(parsedBody.error) });
    return ok({
      query: parsedQuery.data as z.infer<Query>, // of noQuery, where there is none
      body: parsedBody?.data as z.infer<Body>, // as above
    });
  };

  return {
    operation,
    register(api, exchange) {
      async function answer(request: FastifyRequest, reply: FastifyReply) {
        const parsed = parse(request);
        if (!parsed.ok) return exchange.fail(request, reply, parsed.failure);
        const principal = principalOf(request);
        const run = async (remember: Remember): Promise<WireAnswer> => {
          const outcome = await handle({
            request,
            principal,
            owner: { applicationId: principal.applicationId, mode: principal.mode },
            transactionId: request.transactionId,
            parameters: request.params as Record<string, string>, // Fastify gives strings
            ...parsed.value,
            remember: (inside, body, subject) =>
              remember(inside, toAnswer(ok({ body }), request, exchange, operation), subject),
          });
          return toAnswer(outcome, request, exchange, operation);
        };
        if (!creates) return exchange.answer(reply, await run(async () => undefined));
        return exchange.create(request, reply, fingerprintOf(request, { body: request.body }), run);
      }
      api.route({
        method,
        url: path.replace(/\{(\w+)\}/g, ':$1'),
        bodyLimit: smallBodyBytes,
        // It would run the handler: what is shown once or noted would be so for nobody.
        exposeHeadRoute: false,
        onRequest: exchange.guard({ scope, operation: countedAs ?? `${method} ${operation.path}` }),
        handler: answer,
      });
    },
  };
}

/** The answer of an outcome; bodies are parsed by the schema that the description promises. */
export function toAnswer(
  outcome: NativeOutcome,
  request: FastifyRequest,
  exchange: Exchange,
  { answers }: ApiOperation,
): WireAnswer {
  if (!outcome.ok) return exchange.failureAnswer(request, outcome.failure);
  const status = outcome.value.status ?? Number(Object.keys(answers)[0]);
  const schema = answers[status]?.schema;
  return { status, body: schema === undefined ? undefined : schema.parse(outcome.value.body) };
}
