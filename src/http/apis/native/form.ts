import { problemSchema, toProblem } from '#http/apis/native/failures.js';
import { bearer } from '#http/auth/bearer.js';
import type { DialectForm } from '#http/exchange/dialect-form.js';

/** Our own: a bearer key, and failures as problem details. */
export const nativeForm: DialectForm = {
  name: 'native',
  readCredentials: bearer,
  failureAnswer(failure, { transactionId }) {
    const problem = problemSchema.parse(toProblem(failure, transactionId));
    return { status: problem.status, body: problem, headers: { 'content-type': 'application/problem+json' } };
  },
};
