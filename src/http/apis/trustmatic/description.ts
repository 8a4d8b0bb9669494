import type { z } from 'zod';
import {
  documentLivenessRequestSchema,
  faceLivenessRequestSchema,
  faceVerifyAnswerSchema,
  faceVerifyRequestSchema,
  failureAnswerSchema,
  livenessAnswerSchema,
} from '#http/apis/trustmatic/schema.js';
import type { ApiDescription, ApiOperation } from '#http/openapi/api-operation.js';

export const trustmaticPrefix = '/api/v1';
/** Every call under the vendor's address and under that of its resellers. */
export const trustmaticPaths = ['', '/id-verifications'] as const;

const call = (path: string, summary: string, json: z.ZodType, schema: z.ZodType): ApiOperation[] =>
  trustmaticPaths.map((prefix) => ({
    method: 'POST',
    path: trustmaticPrefix + prefix + path,
    summary: prefix === '' ? summary : `${summary} (resellers' address)`,
    scope: 'verify',
    creates: true,
    json,
    answers: { 200: { description: 'A score, or `hasError: true` and the error.', schema } },
  }));

/** Trustmatic's dialect for the OpenAPI document. */
export const trustmaticDescription: ApiDescription = {
  dialect: 'trustmatic',
  title: 'Trustmatic',
  description:
    'As published for Trustmatic. The user name is the application, the password its key. Pictures are base64; what is wrong with them is told inside of a 200.',
  security: { trustmaticBasic: { type: 'http', scheme: 'basic' } },
  failureSchema: failureAnswerSchema,
  failures: {
    400: 'The body is no JSON, or its sessionId is missing or longer than 128 characters.',
    401: 'Wrong or missing credentials.',
    402: 'The token balance does not cover the call.',
    403: 'The key does not carry the scope.',
    404: 'No such address.',
    409: 'The first request with this Idempotency-Key is still running.',
    413: 'The body is over 48 MB.',
    422: 'The Idempotency-Key was used with another body.',
    429: 'Over the limits of the key, or the server has no room: see Retry-After.',
    503: 'The server is starting, stopping or without its storage.',
  },
  schemas: {
    TrustmaticFaceVerify: faceVerifyAnswerSchema,
    TrustmaticLiveness: livenessAnswerSchema,
    TrustmaticFailure: failureAnswerSchema,
  },
  operations: [
    ...call('/face/verify', 'Compare two faces', faceVerifyRequestSchema, faceVerifyAnswerSchema),
    ...call('/face/liveness', 'Whether a person was there', faceLivenessRequestSchema, livenessAnswerSchema),
    ...call('/document/liveness', 'Whether a document was there', documentLivenessRequestSchema, livenessAnswerSchema),
  ],
};
