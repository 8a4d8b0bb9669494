import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Failure } from '#domain/failure.js';
import type { Operation } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { CallErrors } from '#http/apis/trustmatic/failures.js';
import { failureAnswer, trustmaticForm } from '#http/apis/trustmatic/form.js';
import { principalOf, type Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';
import { isGone, readJson } from '#http/uploads/read-json.js';
import type { Records } from '#ports/records.js';
import type { OperationRequest } from '#services/perform-operation.js';

type Told<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly failure: Failure };

/** What every service is told of a call, with the remembering of its answer. */
interface Common<Value> extends Pick<OperationRequest<Operation>, 'transactionId' | 'principal' | 'dialect'> {
  readonly settle: (inside: Records, outcome: Told<Value>) => Promise<void>;
}

interface PictureRoute<Body extends { readonly sessionId: string }, Value> {
  readonly path: string;
  readonly operation: Operation;
  readonly bodySchema: z.ZodType<Body>;
  readonly errors: CallErrors;
  readonly perform: (body: Body, common: Common<Value>) => Promise<Told<Value>>;
  /** The score; null where it was not assessed. */
  readonly scoreOf: (value: Value) => number | null;
  readonly answerSchema: z.ZodType;
}

/** A POST of pictures in base64 that is answered with a score, or with an error inside of a 200. */
export function pictureRoute<Body extends { readonly sessionId: string }, Value>(
  api: FastifyInstance,
  exchange: Exchange,
  route: PictureRoute<Body, Value>,
): void {
  const { path, operation, bodySchema, errors, perform, scoreOf, answerSchema } = route;

  const wire = (request: FastifyRequest, outcome: Told<Value>): WireAnswer => {
    if (!outcome.ok) {
      return exchange.failureAnswer(request, outcome.failure, failureAnswer(outcome.failure, request, errors));
    }
    const { trustmaticSessionId: sessionId } = request;
    const score = scoreOf(outcome.value);
    const told = score === null ? { hasError: true, error: 'NOT_ASSESSED' } : { score, hasError: false };
    return { status: 200, body: answerSchema.parse({ sessionId, ...told }) };
  };

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const body = await readBody(request, bodySchema);
    if (isGone(request)) {
      request.log.info({ event: 'request-aborted', transactionId: request.transactionId });
      return reply;
    }
    if (!body.ok) return exchange.fail(request, reply, body.failure);
    request.trustmaticSessionId = body.value.sessionId;
    return exchange.create(request, reply, fingerprintOf(request, body.value), async (remember) =>
      wire(
        request,
        await perform(body.value, {
          transactionId: request.transactionId,
          principal: principalOf(request),
          dialect: trustmaticForm.name,
          settle: (inside, settled) => remember(inside, wire(request, settled)),
        }),
      ),
    );
  }

  const onRequest = exchange.guard({ scope: 'verify', operation });
  api.post(path, { onRequest }, (request, reply) => exchange.withPlace(request, reply, () => answer(request, reply)));
}

async function readBody<Body>(request: FastifyRequest, schema: z.ZodType<Body>): Promise<Outcome<Body>> {
  const read = await readJson(request);
  if (!read.ok) return read;
  const parsed = schema.safeParse(read.value);
  return parsed.success ? ok(parsed.data) : fail({ code: 'request-invalid' });
}
