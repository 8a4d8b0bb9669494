import { failureAnswerSchema, identifyAnswerSchema } from '#http/apis/ooto/schema.js';
import type { ApiDescription, ApiOperation, FormPart } from '#http/openapi/api-operation.js';

export const ootoPrefix = '/api/v1.0';

const picture = (description: string): FormPart => ({ kind: 'picture', required: true, description });

const identify = (path: string, summary: string): ApiOperation => ({
  method: 'POST',
  path: ootoPrefix + path,
  summary,
  scope: 'verify',
  creates: true,
  form: { doc: picture('The identity document.'), selfie: picture('The person.') },
  answers: { 200: { description: 'The comparison, the face and the document.', schema: identifyAnswerSchema } },
});

/** OOTO's dialect for the OpenAPI document. */
export const ootoDescription: ApiDescription = {
  dialect: 'ooto',
  title: 'OOTO-AI',
  description:
    'As published for OOTO-AI Identity Verification and Verification Link. Every answer stands in an envelope with its `transactionId`.',
  security: {
    ootoAppId: { type: 'apiKey', in: 'header', name: 'APP-ID' },
    ootoAppKey: { type: 'apiKey', in: 'header', name: 'APP-KEY' },
  },
  failureSchema: failureAnswerSchema,
  failures: {
    400: 'A picture cannot be used: codes 1 to 209 of the published table; or a bad request: code 400.',
    401: 'Wrong or missing APP-ID or APP-KEY.',
    402: 'The token balance does not cover the call.',
    403: 'The key does not carry the scope.',
    404: 'No such address.',
    409: 'The first request with this Idempotency-Key is still running.',
    422: 'The Idempotency-Key was used with another body.',
    429: 'Over the limits of the key, or the server has no room: see Retry-After.',
    500: 'A fault of the server; safe to try again.',
    503: 'The server is starting or stopping.',
  },
  schemas: { OotoIdentifyAnswer: identifyAnswerSchema, OotoFailure: failureAnswerSchema },
  operations: [
    identify('/doc/identify', 'Compare an identity document with a selfie'),
    identify('/doc/compare', 'The same under its older name'),
  ],
};
