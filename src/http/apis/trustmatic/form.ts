import type { FastifyRequest } from 'fastify';
import type { Failure } from '#domain/failure.js';
import type {} from '#http/apis/trustmatic/request-context.js';
import { toTrustmaticFailure, type CallErrors } from '#http/apis/trustmatic/failures.js';
import { failureAnswerSchema } from '#http/apis/trustmatic/schema.js';
import { basicCredentials } from '#http/auth/basic-credentials.js';
import type { DialectForm } from '#http/exchange/dialect-form.js';
import type { WireAnswer } from '#http/exchange/wire-answer.js';

/** A failure in the published shape; `errors`: how the call tells those of its pictures. */
export function failureAnswer(failure: Failure, request: FastifyRequest, errors?: CallErrors): WireAnswer {
  const { status, error } = toTrustmaticFailure(failure, errors);
  const { trustmaticSessionId: sessionId } = request;
  return {
    status,
    body: failureAnswerSchema.parse({ ...(sessionId !== null && { sessionId }), hasError: true, error }),
    ...(status === 401 && { headers: { 'www-authenticate': 'Basic realm="Bonafide", charset="UTF-8"' } }),
  };
}

/** Trustmatic's own: HTTP Basic, and every failure as `{"hasError": true, "error": …}`. */
export const trustmaticForm: DialectForm = {
  name: 'trustmatic',
  readCredentials: basicCredentials,
  failureAnswer: (failure, request) => failureAnswer(failure, request),
};
