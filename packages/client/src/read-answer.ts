import { BonafideError } from './errors.js';
import { readRetryAfter } from './retry.js';
import type { FailureSubject } from './types.js';

/** The parsed body of a success, undefined where it has none; throws BonafideError for everything else. */
export function readAnswer(response: Response, text: string): unknown {
  const { status } = response;
  const body = text === '' ? undefined : parseJson(text);
  if (response.ok) {
    if (body === notJson) throw strange(response, 'the answer is not JSON: does the address lead to the server?');
    return body;
  }
  const problem = typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : {}; // any object
  const { code, title, detail, subject, instance } = problem;
  if (typeof code !== 'string') throw strange(response, `status ${status} without a code`);
  throw new BonafideError({
    code,
    status,
    message: `${code}: ${textOf(detail) ?? textOf(title) ?? `status ${status}`}`,
    detail: textOf(detail),
    subject: textOf(subject) as FailureSubject | null, // the server's registry
    requestId: textOf(instance)?.replace(/^urn:uuid:/, '') ?? null,
    retryAfterMs: retryAfterOf(response),
  });
}

/** Not our server, or something before it. */
const strange = (response: Response, message: string): BonafideError =>
  new BonafideError({
    code: 'answer-invalid',
    status: response.status,
    message,
    retryAfterMs: retryAfterOf(response),
  });

const retryAfterOf = ({ headers }: Response): number | null => readRetryAfter(headers.get('retry-after'), Date.now());

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const notJson = Symbol('not JSON');
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return notJson;
  }
}
