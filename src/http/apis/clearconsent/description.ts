import { failureAnswerSchema, submitAnswerSchema, webhookSchema } from '#http/apis/clearconsent/schema.js';
import { pageQuerySchema } from '#http/apis/clearconsent/page-query.js';
import type { ApiDescription } from '#http/openapi/api-operation.js';

export const clearConsentPrefix = '/verif';

/** ClearConsent's dialect for the OpenAPI document. */
export const clearConsentDescription: ApiDescription = {
  dialect: 'clearconsent',
  title: 'ClearConsent',
  description:
    'As published for ClearConsent. The key is the field `api_key` of the form, or stands in the query or in `x-api-key`.',
  security: { clearConsentKey: { type: 'apiKey', in: 'query', name: 'api_key' } },
  failureSchema: failureAnswerSchema,
  failures: {
    400: 'API key, user identifier, selfie video or ID photo is missing.',
    401: 'Invalid API key.',
    402: 'Insufficient token balance.',
    403: 'The API key may not do this.',
    404: 'No such address.',
    409: 'The first request with this Idempotency-Key is still running.',
    422: 'The Idempotency-Key was used with another body.',
    429: 'Over the limits of the key, or no room: see Retry-After.',
    500: 'Verification processing failed: `code` says why, `retryable` whether the same files can succeed later.',
    503: 'The server is starting, stopping or without its storage.',
  },
  schemas: {
    ClearConsentResult: submitAnswerSchema,
    ClearConsentWebhook: webhookSchema,
    ClearConsentFailure: failureAnswerSchema,
  },
  operations: [
    {
      method: 'GET',
      path: `${clearConsentPrefix}/`,
      summary: 'Lead a person to a page of their own',
      description:
        'Takes keys with the scope `capture` or `verify`. The key is traded at once for the one-time token of the page. Where ' +
        '`text/html` is accepted, failures are a readable page with the same status.',
      scope: 'capture',
      query: pageQuerySchema,
      answers: { 303: { description: '`Location`: the page, whose address holds no key.' } },
    },
    {
      method: 'POST',
      path: `${clearConsentPrefix}/submit`,
      summary: 'Verify a person by a selfie video and the photo of a document',
      description: 'A rejection is an answer too. Webhooks of the format `clearconsent` carry the same outcome.',
      scope: 'verify',
      creates: true,
      form: {
        token: {
          kind: 'text',
          required: false,
          description:
            'Of a page, in place of a key: the answer then is `success`, `check_id` and `status`, and no scores.',
        },
        api_key: { kind: 'text', required: false, description: 'A secret key, where it stands nowhere else.' },
        user_identifier: { kind: 'text', required: true, description: 'Who is verified; `user_id` is taken as well.' },
        selfie_video: { kind: 'video', required: true, description: 'Any video format, at most 50 MB.' },
        id_photo: {
          kind: 'picture',
          required: true,
          description: 'JPEG, PNG, WebP, HEIC, GIF, BMP, TIFF or AVIF, at most 15 MB.',
        },
        user_email: { kind: 'text', required: false, description: 'Kept with the check.' },
        user_phone: { kind: 'text', required: false, description: 'Kept with the check.' },
      },
      answers: { 200: { description: 'Verified, rejected, or waiting for a review.', schema: submitAnswerSchema } },
    },
  ],
};
