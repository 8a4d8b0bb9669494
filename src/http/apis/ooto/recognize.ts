import type { FastifyInstance } from 'fastify';
import { addPictureCall } from '#http/apis/ooto/picture-call.js';
import { recognizeAnswerSchema } from '#http/apis/ooto/schema.js';
import { toDocument } from '#http/apis/ooto/to-wire.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { Exchange } from '#http/exchange/exchange.js';

/** `POST /recognize`: a document alone. The published answer always has a portrait, so one without is code 208. */
export function addRecognize(
  api: FastifyInstance,
  exchange: Exchange,
  { readDocument }: Pick<HttpDependencies, 'readDocument'>,
): void {
  addPictureCall(api, exchange, {
    paths: ['/recognize'],
    scope: 'verify',
    operation: 'document-read',
    form: { pictures: ['doc_image'] },
    parts: { document: 'doc_image' },
    perform: (caller, { pictures }) => readDocument({ ...caller, document: pictures.doc_image, portrait: 'required' }),
    toResult: ({ document }) => toDocument(document),
    schema: recognizeAnswerSchema,
  });
}
