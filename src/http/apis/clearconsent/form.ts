import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { toClearConsentFailure } from '#http/apis/clearconsent/failures.js';
import { failureAnswerSchema } from '#http/apis/clearconsent/schema.js';
import { apiKeyHeader } from '#http/auth/api-key-header.js';
import type { DialectForm } from '#http/exchange/dialect-form.js';
import type { Credentials } from '#services/api-keys/authenticate.js';

const querySchema = z.object({ api_key: z.string().min(1) });

/** A key that is there before the body: header `x-api-key`, else `api_key` of the query, which the access log drops. */
function keyBeforeBody(request: FastifyRequest): Credentials | null {
  const query = querySchema.safeParse(request.query);
  return apiKeyHeader(request) ?? (query.success ? { applicationId: null, key: query.data.api_key } : null);
}

/** ClearConsent's own: `api_key` anywhere, and every failure as `{"success": false, "error": …}`. */
export const clearConsentForm: DialectForm = {
  name: 'clearconsent',
  readCredentials: keyBeforeBody,
  failureAnswer(failure) {
    const { status, body } = toClearConsentFailure(failure);
    return { status, body: failureAnswerSchema.parse(body) };
  },
};
