import { createdKeySchema, keyResourceSchema, applicationResourceSchema } from '#contract/administration.js';
import { qualityResourceSchema, verificationResourceSchema } from '#contract/verification.js';
import { documentAssessmentSchema } from '#domain/document.js';
import { signalSchema } from '#domain/signal.js';
import { problemSchema } from '#http/apis/native/failures.js';
import type { NativeEndpoint } from '#http/apis/native/endpoint.js';
import type { ApiDescription } from '#http/openapi/api-operation.js';

/** Our own API for the OpenAPI document. */
export const nativeDescription = (endpoints: readonly NativeEndpoint[]): ApiDescription => ({
  dialect: 'native',
  title: 'Bonafide',
  description:
    'Our own API: everything that the engine knows, in its own words. Unknown fields are refused. What belongs to another application, or to the other mode, is 404.',
  security: { bearer: { type: 'http', scheme: 'bearer', description: 'A key: `sk_live_…` or `sk_test_…`.' } },
  failureSchema: problemSchema,
  failureContentType: 'application/problem+json',
  failures: {
    400: 'The request cannot be parsed, lacks something, or holds something unknown.',
    401: 'The key is missing, unknown or revoked.',
    402: 'The token balance does not cover the call.',
    403: 'The key does not carry the scope.',
    404: 'No such thing, or it belongs to another application or mode.',
    409: 'What is there does not allow it, or the first request with this Idempotency-Key is still running.',
    413: 'The body, a picture or a video is over its limit.',
    415: 'A picture or video is of no accepted format.',
    422: 'A picture or video cannot be worked on, or the Idempotency-Key was used with another body.',
    429: 'Over the limits of the key, or the server has no room: see Retry-After.',
    500: 'A fault of the server; safe to try again.',
    501: 'No video decoder is installed.',
    503: 'The server is starting, stopping or without its storage.',
  },
  schemas: {
    Verification: verificationResourceSchema,
    DocumentAssessment: documentAssessmentSchema,
    Quality: qualityResourceSchema,
    Signal: signalSchema,
    Application: applicationResourceSchema,
    Key: keyResourceSchema,
    CreatedKey: createdKeySchema,
    Problem: problemSchema,
  },
  operations: endpoints.map(({ operation }) => operation),
});
