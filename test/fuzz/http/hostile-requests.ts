import { request as open } from 'node:http';
import { gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';
import { hostileJson } from '../targets/hostile-json.js';
import type { DescribedCall } from './declared-answers.js';

export interface HostileRequest {
  readonly call: DescribedCall;
  /** With its query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array | null;
}

const hostileIds = [
  ...[
    '%00',
    'a%00b',
    '%FF',
    '%ED%A0%80',
    '..%2f..%2fetc',
    '%2e%2e',
    '__proto__',
    'constructor',
    '0',
    '-1',
    '%0d%0aX:1',
  ],
  ...["'%20or%201=1", '00000000-0000-4000-8000-000000000000', 'x'.repeat(190), 'x'.repeat(5000), '%', '%zz'],
];
const cursor = (mark: unknown): string => Buffer.from(JSON.stringify(mark)).toString('base64url');
const hostileValues = [
  ...['', '%00', '1e999', '-1', '0.5', '9'.repeat(40), 'true&check_liveness=false', '[]', '%FF%FE', 'x'.repeat(600)],
  ...[[0.5, 'a'], [1e300, 'a'], [-1, 'a\0'], [1, '\ud800'], [9007199254740992, 'a'], [1, ''], 'x', [1, 'a']].map(
    cursor,
  ),
];
const queryNames = [
  ...['limit', 'cursor', 'from', 'to', 'status', 'check_liveness', 'check_deepfake', 'api_key', 'user_identifier'],
  ...['__proto__', 'cursor[]', 'limit[a]'],
];
const idempotencyKeys = ['', ' ', 'k', 'x'.repeat(255), 'x'.repeat(256), 'ü', '%00', '"', 'a,b', '__proto__'];

const formOf = (names: readonly string[], content: Uint8Array, head: string): Uint8Array =>
  Buffer.concat([
    ...names.flatMap((name) => [
      Buffer.from(`--b\r\nContent-Disposition: form-data; name="${name}"${head}\r\n\r\n`, 'latin1'),
      content,
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--b--\r\n'),
  ]);

const partNames = ['doc', 'selfie', 'photo', 'image', 'document', 'video', 'metadata', 'templateId', '__proto__', ''];

/** Bodies of all kinds, each with a type that may be another's. `pictures`: what stands in parts. */
function bodies(pictures: readonly Uint8Array[]): Arbitrary<readonly [type: string, body: Uint8Array | null]> {
  const json = hostileJson();
  const types = fc.constantFrom(
    'application/json',
    'multipart/form-data; boundary=b',
    'text/plain',
    'application/json; charset=utf-16',
  );
  const head = fc.constantFrom(
    '; filename="a.jpg"',
    '',
    '; filename="../../x"',
    `; filename="${'n'.repeat(9000)}"`,
    "; filename*=UTF-8''%00",
  );
  const form = fc
    .tuple(fc.array(fc.constantFrom(...partNames), { maxLength: 60 }), fc.constantFrom(...pictures), head)
    .map(([names, picture, end]) => formOf(names, picture, end));
  return fc.oneof(
    json.map((body) => ['application/json', body] as const),
    form.map((body) => ['multipart/form-data; boundary=b', body] as const),
    fc
      .tuple(types, fc.oneof(json, form, fc.uint8Array({ maxLength: 200 })))
      .map(([type, body]) => [type, body] as const),
    fc.constant(['application/json', null] as const),
  );
}

/** Requests that no client of ours would send, to any of the calls. */
export function hostileRequests(
  calls: readonly DescribedCall[],
  {
    headers,
    pictures,
  }: { readonly headers: (path: string) => Record<string, string>; readonly pictures: readonly Uint8Array[] },
): Arbitrary<HostileRequest> {
  const query = fc.array(fc.tuple(fc.constantFrom(...queryNames), fc.constantFrom(...hostileValues)), { maxLength: 3 });
  return fc
    .record({
      call: fc.constantFrom(...calls),
      id: fc.constantFrom(...hostileIds),
      query,
      body: bodies(pictures),
      key: fc.option(fc.constantFrom(...idempotencyKeys)),
      zipped: fc.nat({ max: 9 }).map((one) => one === 0),
    })
    .map(({ call, id, query: pairs, body: [type, body], key, zipped }) => {
      const hasBody = body !== null && call.method !== 'GET';
      const search = pairs.map(([name, value]) => `${name}=${value}`).join('&');
      return {
        call,
        target: `${call.path.replaceAll(/\{\w+\}/g, id)}${search === '' ? '' : `?${search}`}`,
        headers: {
          ...headers(call.path),
          ...(hasBody && { 'content-type': type }),
          ...(hasBody && zipped && { 'content-encoding': 'gzip' }),
          ...(key !== null && { 'idempotency-key': key }),
        },
        body: hasBody ? (zipped ? gzipSync(body) : body) : null,
      };
    });
}

export interface PlainAnswer {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

/** Sends it as it is: nothing is normalised. */
export function send(url: string, { call, target, headers, body }: HostileRequest): Promise<PlainAnswer> {
  const startedAt = performance.now();
  // Node leaves the length of some methods' bodies out, and then the next request begins in the middle of this one.
  const framed = body === null ? headers : { ...headers, 'content-length': String(body.length) };
  return new Promise((resolve, reject) => {
    const sent = open(url, { method: call.method, path: target, headers: framed, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.once('end', () =>
        resolve({ status: response.statusCode ?? 0, body: text, ms: performance.now() - startedAt }),
      );
      response.once('error', reject);
    });
    sent.once('error', reject);
    if (body === null) sent.end();
    else sent.end(body);
  });
}
