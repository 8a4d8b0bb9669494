import type { DialectForm } from '#http/exchange/dialect-form.js';
import { toOotoFailure } from '#http/apis/ooto/failures.js';
import { failureAnswerSchema } from '#http/apis/ooto/schema.js';
import { appIdAndKey } from '#http/auth/app-id-and-key.js';

/** OOTO's own: `APP-ID` and `APP-KEY`, and every failure in the envelope. */
export const ootoForm: DialectForm = {
  name: 'ooto',
  readCredentials: appIdAndKey,
  failureAnswer(failure, { transactionId, routeOptions }) {
    const { status, result } = toOotoFailure(failure, routeOptions.config.ootoParts);
    return { status, body: failureAnswerSchema.parse({ transactionId, result }) };
  },
};
