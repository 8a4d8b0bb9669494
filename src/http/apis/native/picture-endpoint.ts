import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Principal } from '#domain/access.js';
import type { Operation } from '#domain/operation.js';
import { nativePrefix, toAnswer, type NativeEndpoint, type NativeOutcome } from '#http/apis/native/endpoint.js';
import { readPictureCall, type PictureFields } from '#http/apis/native/read-picture-call.js';
import type { HttpDependencies } from '#http/dependencies.js';
import { principalOf, type Exchange } from '#http/exchange/exchange.js';
import { fingerprintOf } from '#http/exchange/fingerprint.js';
import type { ApiOperation } from '#http/openapi/api-operation.js';
import { resolveSources, uploadKeys } from '#http/uploads/picture-source.js';
import { isGone } from '#http/uploads/read-json.js';
import type { Owner, Records } from '#ports/records.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** One call with its pictures read and its fields checked. */
export interface NativePictureCall<Name extends string, Fields> {
  readonly principal: Principal;
  readonly owner: Owner;
  readonly transactionId: string;
  readonly pictures: Readonly<Record<Name, UploadedPicture>>;
  readonly fields: Fields;
  /**
   * To be called within the transaction that makes the outcome durable: remembers the answer for equal requests, and which
   * uploads were used for it.
   */
  readonly settle: (inside: Records, outcome: NativeOutcome) => Promise<void>;
}

interface Definition<Name extends string, Fields extends z.ZodObject>
  extends PictureFields<Name, Fields>, Omit<ApiOperation, 'method' | 'query' | 'json' | 'form' | 'path' | 'creates'> {
  /** Below `/api/v2`. */
  readonly path: string;
  readonly operation: Operation;
  readonly handle: (call: NativePictureCall<Name, z.infer<Fields>>) => Promise<NativeOutcome>;
}

/** A POST of our own API that takes pictures, as parts of a form or in JSON; see `readPictureCall`. */
export function pictureEndpoint<Name extends string, Fields extends z.ZodObject>(
  definition: Definition<Name, Fields>,
  { uploads }: Pick<HttpDependencies, 'uploads'>,
): NativeEndpoint {
  const { handle, operation: countedAs, path, pictures, fields, jsonTexts, ...described } = definition;
  const { scope } = described;
  if (scope === null) throw new Error('every call of this API needs a key');
  const names = Object.keys(pictures) as Name[]; // Object.keys loses the key type
  const limitBytes = Object.fromEntries(names.map((name) => [name, pictures[name].limitBytes])) as Record<Name, number>; // one for each name
  const operation: ApiOperation = {
    ...described,
    method: 'POST',
    path: nativePrefix + path,
    creates: true,
    ...bodiesOf({ pictures, fields, jsonTexts }),
  };

  async function execute(request: FastifyRequest, reply: FastifyReply, exchange: Exchange): Promise<FastifyReply> {
    const call = await readPictureCall(request, { pictures, fields, jsonTexts });
    if (isGone(request)) {
      request.log.info({ event: 'request-aborted', transactionId: request.transactionId });
      return reply;
    }
    if (!call.ok) return exchange.fail(request, reply, call.failure);
    const { sources } = call.value;
    const fingerprint = fingerprintOf(request, { ...sources, fields: call.value.fields });
    return exchange.create(request, reply, fingerprint, async (remember) => {
      const principal = principalOf(request);
      const owner = { applicationId: principal.applicationId, mode: principal.mode };
      const resolved = await resolveSources(sources, { owner, uploads, limitBytes });
      if (!resolved.ok) return exchange.failureAnswer(request, resolved.failure);
      const { transactionId } = request;
      const outcome = await handle({
        principal,
        owner,
        transactionId,
        pictures: resolved.value,
        fields: call.value.fields,
        async settle(inside, settled) {
          // Whoever erases the result destroys what it was made of.
          for (const key of uploadKeys(sources)) await uploads.markUsed(inside, owner, key, transactionId);
          await remember(inside, toAnswer(settled, request, exchange, operation));
        },
      });
      return toAnswer(outcome, request, exchange, operation);
    });
  }

  return {
    operation,
    register(api, exchange) {
      const onRequest = exchange.guard({ scope, operation: countedAs });
      api.register(async (inner: FastifyInstance) => {
        await inner.register(multipart);
        // Bodies are read by the handler, once a call has its place.
        inner.removeContentTypeParser(['application/json', 'text/plain']);
        inner.addContentTypeParser('*', (_request, _payload, done) => done(null));
        inner.post(path, { onRequest }, (request, reply) =>
          exchange.withPlace(request, reply, () => execute(request, reply, exchange)),
        );
      });
    },
  };
}

/** Both ways to send the same call. */
function bodiesOf<Name extends string, Fields extends z.ZodObject>({
  pictures,
  fields,
  jsonTexts,
}: PictureFields<Name, Fields>): Pick<ApiOperation, 'form' | 'json'> {
  const names = Object.keys(pictures) as Name[]; // Object.keys loses the key type
  const asText = (name: Name) => {
    const text = z.string().describe(`${pictures[name].description} Base64, a data URL, or the key of an upload.`);
    return pictures[name].required ? text : text.optional();
  };
  const texts = Object.entries(fields.shape as Readonly<Record<string, z.ZodType>>).map(([name, schema]) => {
    const description = schema.description ?? name;
    return [
      name,
      { kind: 'text', required: false, description: jsonTexts.includes(name) ? `${description} (JSON)` : description },
    ] as const;
  });
  return {
    json: z.strictObject({ ...Object.fromEntries(names.map((name) => [name, asText(name)])), ...fields.shape }),
    form: {
      ...Object.fromEntries(
        names.map((name) => [
          name,
          { kind: pictures[name].kind, required: pictures[name].required, description: pictures[name].description },
        ]),
      ),
      ...Object.fromEntries(texts),
    },
  };
}
