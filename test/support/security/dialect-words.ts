import type { KeyDialect } from './route-access.js';
import type { Answered } from './security-server.js';

/** How each dialect is shown a key, and in which words it refuses one: stands here once more, by hand, against its own tables. */
interface DialectWords {
  headers(applicationId: string, key: string): Readonly<Record<string, string>>;
  readonly missing: readonly [status: number, body: unknown];
  readonly invalid: readonly [status: number, body: unknown];
  readonly insufficient: readonly [status: number, body: unknown];
  readonly notFound: readonly [status: number, body: unknown];
}

const json = 'application/json; charset=utf-8';
const ooto = (status: number, info: string) =>
  [status, { transactionId: '<id>', result: { status: 'error', code: status, info } }] as const;
const problem = (status: number, code: string, title: string) =>
  [status, { type: `/docs#${code}`, title, status, code, instance: 'urn:uuid:<id>' }] as const;
const clearConsent = (status: number, error: string) => [status, { success: false, error }] as const;
const trustmatic = (status: number, error: string) => [status, { hasError: true, error }] as const;

const noOotoKey = ooto(401, 'wrong or missing APP-ID or APP-KEY');
const noDeepidvKey = [401, { error: 'missing or invalid x-api-key' }] as const;

export const dialectWords: Readonly<Record<KeyDialect, DialectWords>> = {
  ooto: {
    headers: (applicationId, key) => ({ 'app-id': applicationId, 'app-key': key }),
    missing: noOotoKey,
    invalid: noOotoKey,
    insufficient: ooto(403, 'the key does not carry the scope that this call needs'),
    notFound: ooto(404, 'not found'),
  },
  deepidv: {
    headers: (_, key) => ({ 'x-api-key': key }),
    missing: noDeepidvKey,
    invalid: noDeepidvKey,
    insufficient: [403, { error: 'the key does not carry the scope that this call needs', code: 'scope' }],
    notFound: [404, { error: 'not found' }],
  },
  trustmatic: {
    headers: (applicationId, key) => ({
      authorization: `Basic ${Buffer.from(`${applicationId}:${key}`).toString('base64')}`,
    }),
    missing: trustmatic(401, 'UNAUTHORIZED'),
    invalid: trustmatic(401, 'UNAUTHORIZED'),
    insufficient: trustmatic(403, 'FORBIDDEN'),
    notFound: trustmatic(404, 'NOT_FOUND'),
  },
  clearconsent: {
    headers: (_, key) => ({ 'x-api-key': key }),
    missing: clearConsent(400, 'API key is required'),
    invalid: clearConsent(401, 'Invalid API key'),
    insufficient: clearConsent(403, 'The API key may not do this'),
    notFound: clearConsent(404, 'Not found'),
  },
  native: {
    headers: (_, key) => ({ authorization: `Bearer ${key}` }),
    missing: problem(401, 'credentials-missing', 'The call carries no credentials, or not all that its dialect needs.'),
    invalid: problem(401, 'credentials-invalid', 'The credentials are unknown or revoked.'),
    insufficient: problem(403, 'scope-insufficient', 'The key does not carry the scope that this call needs.'),
    notFound: problem(404, 'not-found', 'No such thing, or it belongs to another application.'),
  },
};

const typeOf: Partial<Record<KeyDialect, string>> = { native: 'application/problem+json; charset=utf-8' };

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** A text without the ids that every answer has anew. */
export const withoutIds = (text: string): string => text.replace(uuid, '<id>');

/** Status, body without ids, and type where it is none of the dialect's. */
export function toldBy(dialect: KeyDialect, { status, text, headers }: Answered): readonly [number, unknown] {
  const type = headers.get('content-type');
  if (type !== (typeOf[dialect] ?? json)) return [status, `a body of the type ${type}`];
  return [status, JSON.parse(withoutIds(text))];
}
