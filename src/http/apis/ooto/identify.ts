import type { FastifyInstance } from 'fastify';
import { addPictureCall } from '#http/apis/ooto/picture-call.js';
import { identifyAnswerSchema } from '#http/apis/ooto/schema.js';
import { toIdentifyResult } from '#http/apis/ooto/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Exchange } from '#http/exchange/exchange.js';

/** `POST /doc/identify`: a document and a selfie. */
export function addDocIdentify(
  api: FastifyInstance,
  exchange: Exchange,
  { verifyIdentity }: Pick<HttpDependencies, 'verifyIdentity'>,
): void {
  addPictureCall(api, exchange, {
    paths: ['/doc/identify', '/doc/compare'],
    scope: 'verify',
    operation: 'doc-identify',
    form: { pictures: ['doc', 'selfie'] },
    perform: (caller, { pictures: { doc, selfie } }) => verifyIdentity({ ...caller, document: doc, selfie }),
    toResult: toIdentifyResult,
    schema: identifyAnswerSchema,
  });
}
