import type { FastifyInstance } from 'fastify';
import type { Failure } from '#domain/failure.js';
import type { Operation } from '#domain/operation.js';
import { deepidvForm } from '#http/apis/deepidv/form.js';
import { resolveSources, uploadKeys } from '#http/uploads/picture-source.js';
import { readCall } from '#http/apis/deepidv/read-call.js';
import { principalOf, type Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';
import { isGone } from '#http/uploads/read-json.js';
import type { Records } from '#ports/records.js';
import type { OperationRequest } from '#services/perform-operation.js';
import type { Uploads } from '#services/files/uploads.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

export interface DeepidvExchange {
  readonly exchange: Exchange;
  readonly uploads: Uploads;
}

/** What every service is told of a call, with the remembering of its answer. */
interface Common<Told> extends Pick<OperationRequest<Operation>, 'transactionId' | 'principal' | 'dialect'> {
  readonly settle: (inside: Records, outcome: Told) => Promise<void>;
}

interface PictureRoute<Name extends string, Told> {
  readonly path: string;
  readonly operation: Operation;
  /** The names of its pictures, in the order in which their failures are told. */
  readonly pictures: readonly Name[];
  readonly perform: (pictures: Record<Name, UploadedPicture>, common: Common<Told>) => Promise<Told>;
  readonly toAnswer: (outcome: Told) => Failure | { readonly body: unknown };
}

/** A POST that takes pictures in any of deepidv's ways and answers once its result is durable. */
export function pictureRoute<Name extends string, Told>(
  api: FastifyInstance,
  { exchange, uploads }: DeepidvExchange,
  { path, operation, pictures: names, perform, toAnswer }: PictureRoute<Name, Told>,
): void {
  const onRequest = exchange.guard({ scope: 'verify', operation });
  api.post(path, { onRequest }, (request, reply) =>
    exchange.withPlace(request, reply, async () => {
      const call = await readCall(request, names);
      if (isGone(request)) {
        request.log.info({ event: 'request-aborted', transactionId: request.transactionId });
        return reply;
      }
      if (!call.ok) return exchange.fail(request, reply, call.failure);
      const { sources } = call.value;
      return exchange.create(request, reply, fingerprintOf(request, sources), async (remember) => {
        const { transactionId } = request;
        const principal = principalOf(request);
        const wire = (outcome: Told): WireAnswer => {
          const answer = toAnswer(outcome);
          return 'body' in answer ? { status: 200, body: answer.body } : exchange.failureAnswer(request, answer);
        };
        const { applicationId, mode } = principal;
        const owner = { applicationId, mode };
        const resolved = await resolveSources(sources, { owner, uploads });
        if (!resolved.ok) return exchange.failureAnswer(request, resolved.failure);
        const outcome = await perform(resolved.value, {
          transactionId,
          principal,
          dialect: deepidvForm.name,
          settle: async (inside, settled) => {
            // Whoever erases the result destroys what it was made of.
            for (const key of uploadKeys(sources)) await uploads.markUsed(inside, owner, key, transactionId);
            await remember(inside, wire(settled));
          },
        });
        return wire(outcome);
      });
    }),
  );
}
