import { toDeepidvFailure } from '#http/apis/deepidv/failures.js';
import { failureSchema } from '#http/apis/deepidv/schema.js';
import { apiKeyHeader } from '#http/auth/api-key-header.js';
import type { DialectForm } from '#http/exchange/dialect-form.js';

/** deepidv's own: `x-api-key`, and every failure as `{"error": …}`. */
export const deepidvForm: DialectForm = {
  name: 'deepidv',
  readCredentials: apiKeyHeader,
  failureAnswer(failure) {
    const { status, body } = toDeepidvFailure(failure);
    return { status, body: failureSchema.parse(body) };
  },
};
