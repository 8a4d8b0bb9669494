import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Scope } from '#domain/access.js';
import type { Operation, ResultOf } from '#domain/operation.js';
import type { Outcome } from '#domain/outcome.js';
import { readAskedSignals, type AskedSignals, type SignalName } from '#http/apis/ooto/asked-signals.js';
import { ootoForm } from '#http/apis/ooto/form.js';
import type { PartsOfCall } from '#http/apis/ooto/part-names.js';
import { principalOf, type Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';
import { readForm, type Form, type FormOptions } from '#http/uploads/read-form.js';
import type { OperationRequest } from '#services/perform-operation.js';

/** A call of this dialect that works on pictures. */
export interface PictureCall<Name extends string, Text extends string, O extends Operation> {
  /** The address, and its aliases. */
  readonly paths: readonly string[];
  readonly scope: Scope;
  readonly operation: O;
  readonly form: FormOptions<Name, Text>;
  /** Where the call names its pictures otherwise than most. */
  readonly parts?: PartsOfCall;
  /** What the query may ask for. */
  readonly signals?: readonly SignalName[];
  /** `caller`: what every service is told of a call. */
  readonly perform: (
    caller: Omit<OperationRequest<O>, 'operation'>,
    form: Form<Name, Text>,
  ) => Promise<Outcome<ResultOf<O>>>;
  readonly toResult: (value: ResultOf<O>, asked: AskedSignals) => unknown;
  /** Of the whole answer: what does not fit it is a fault of ours and never leaves. */
  readonly schema: z.ZodType;
}

/** Adds the call: who asks, what they ask for, the pictures, the work once for each Idempotency-Key, the envelope. */
export function addPictureCall<Name extends string, Text extends string, O extends Operation>(
  api: FastifyInstance,
  exchange: Exchange,
  call: PictureCall<Name, Text, O>,
): void {
  const { paths, scope, operation, parts = {}, signals = [] } = call;
  const onRequest = exchange.guard({ scope, operation });
  for (const path of paths) {
    api.post(path, { onRequest, config: { ootoParts: parts } }, async (request, reply) => {
      const asked = readAskedSignals(request, signals);
      if (!asked.ok) return exchange.fail(request, reply, asked.failure);
      return exchange.withPlace(request, reply, () => answerCall(exchange, request, reply, call, asked.value));
    });
  }
}

async function answerCall<Name extends string, Text extends string, O extends Operation>(
  exchange: Exchange,
  request: FastifyRequest,
  reply: FastifyReply,
  { form: options, perform, toResult, schema }: PictureCall<Name, Text, O>,
  asked: AskedSignals,
): Promise<FastifyReply> {
  const { transactionId } = request;
  const form = await readForm(request, options);
  // The client is gone: nobody is told, so nothing is computed or remembered.
  if (request.raw.destroyed && !request.raw.complete) {
    request.log.info({ event: 'request-aborted', transactionId });
    return reply;
  }
  const toAnswer = (outcome: Outcome<ResultOf<O>>): WireAnswer => {
    if (!outcome.ok) return exchange.failureAnswer(request, outcome.failure);
    return { status: 200, body: schema.parse({ transactionId, result: toResult(outcome.value, asked) }) };
  };
  const fingerprint = fingerprintOf(request, { ...form.pictures, ...form.texts });
  return exchange.create(request, reply, fingerprint, async (remember) => {
    const outcome = await perform(
      {
        transactionId,
        principal: principalOf(request),
        dialect: ootoForm.name,
        settle: (inside, settled) => remember(inside, toAnswer(settled)),
      },
      form,
    );
    return toAnswer(outcome);
  });
}
