import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok } from '#domain/outcome.js';
import { jpeg, pictureForm, postTo, rightHeaders, startHttp, type HttpUnderTest } from '#http/http-under-test.suite.js';
import type { ExecutedAnswer } from '#services/idempotency.js';

let http: HttpUnderTest;
/** What may be remembered. */
let executed: ExecutedAnswer[];
beforeEach(async () => {
  executed = [];
  http = await startHttp({
    idempotency: {
      async run(_, execute) {
        const answer = await execute(async () => undefined);
        executed.push(answer);
        return ok(answer);
      },
    },
  });
});
afterEach(() => http.app.close());

test.each<[FailureCode, number, boolean]>([
  ['tokens-insufficient', 402, true],
  ['overloaded', 429, true],
  ['not-ready', 503, true],
  ['deadline-exceeded', 500, true],
  ['internal', 500, true],
  ['face-not-found', 400, false],
  ['session-step-wrong', 409, true],
  ['session-over', 409, false],
])('%s is answered %d and may pass: %s', async (code, status, isPassing) => {
  http.answer = async () => fail({ code, subject: 'selfie' });
  const headers = { ...rightHeaders, 'idempotency-key': 'one' };
  await postTo(http, pictureForm({ doc: jpeg, selfie: jpeg }), headers);
  expect(executed).toMatchObject([{ status }]);
  expect(executed[0]!.isPassing ?? false).toBe(isPassing);
});
