import { sandboxPicture } from '../../support/sandbox-picture.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import * as shapes from '../schemas/deepidv.js';
import type { ContractServer } from '../../support/contract-server.js';
import { retryAfter, type Caller, type ContractCase, type ContractDialect } from './contract-case.js';

type Fields = Readonly<Record<string, string>>;

const headersOf = (caller: Caller, key?: string) => (server: Parameters<ContractCase['send']>[0]) => ({
  'x-api-key': key ?? server.callers[caller].key,
});

const postJson =
  (path: string, body: unknown, caller: Caller = 'test', key?: string): ContractCase['send'] =>
  (server) =>
    fetch(`${server.url}/v1${path}`, {
      method: 'POST',
      headers: { ...headersOf(caller, key)(server), 'content-type': 'application/json' },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

/** A string stands as it is, bytes as a file. */
const postForm =
  (path: string, parts: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>): ContractCase['send'] =>
  (server) => {
    const body = new FormData();
    for (const [name, part] of Object.entries(parts)) {
      if (typeof part === 'string') body.append(name, part);
      else body.append(name, new Blob([part]), 'a.jpg');
    }
    return fetch(`${server.url}/v1${path}`, { method: 'POST', headers: headersOf('test')(server), body });
  };

const bytes = (name: SandboxScenarioName) => Buffer.from(sandboxPicture(name));
const base64 = (name: SandboxScenarioName): string => bytes(name).toString('base64');
const overLimit = Uint8Array.from(Buffer.concat([bytes('match'), Buffer.alloc(15 * 1024 * 1024)]));

const answers = (
  path: string,
  name: string,
  body: Fields,
  schema: ContractCase['schema'],
  holds: object,
): ContractCase => ({ call: `POST ${path}`, name, send: postJson(path, body), status: 200, schema, holds });

const refuses = (
  path: string,
  status: number,
  name: string,
  send: ContractCase['send'],
  more: Partial<ContractCase> = {},
): ContractCase => ({
  call: `POST ${path}`,
  name: `${status}: ${name}`,
  send,
  status,
  schema: shapes.failure,
  ...more,
});

const verify = '/identity/verify';
const images = (document: SandboxScenarioName, selfie: SandboxScenarioName): Fields => ({
  documentImage: base64(document),
  faceImage: base64(selfie),
});
/** 0.4 · 99 + 0.2 · 99 + 0.4 · 100. */
const verified = {
  verified: true,
  document: { documentType: 'passport', lastName: 'ERIKSSON', issuingCountry: 'UTO', confidence: 99 },
  faceDetection: { faceDetected: true, confidence: 99 },
  faceMatch: { isMatch: true, confidence: 100, threshold: 80 },
  overallConfidence: 99.4,
};

const verifyCases: readonly ContractCase[] = [
  {
    call: `POST ${verify}`,
    name: 'the example request, as a form',
    send: postForm(verify, { documentImage: sandboxPicture('match'), faceImage: sandboxPicture('match') }),
    status: 200,
    schema: shapes.identityVerify,
    holds: verified,
  },
  {
    call: `POST ${verify}`,
    name: 'a text and a file in one form',
    send: postForm(verify, { documentImage: base64('match'), faceImage: sandboxPicture('match') }),
    status: 200,
    schema: shapes.identityVerify,
    holds: verified,
  },
  answers(verify, 'base64 in JSON', images('match', 'match'), shapes.identityVerify, verified),
  answers(
    verify,
    'base64url',
    { documentImage: bytes('match').toString('base64url'), faceImage: bytes('match').toString('base64url') },
    shapes.identityVerify,
    verified,
  ),
  answers(
    verify,
    'a data URL, and a documentType',
    { ...images('match', 'match'), faceImage: `data:image/jpeg;base64,${base64('match')}`, documentType: 'passport' },
    shapes.identityVerify,
    verified,
  ),
  answers(verify, 'another person', images('match', 'no-match'), shapes.identityVerify, {
    verified: false,
    faceMatch: { isMatch: false },
  }),
  answers(verify, 'in-band: no face in the selfie', images('match', 'face-not-found'), shapes.identityVerify, {
    verified: false,
    document: { lastName: 'ERIKSSON' },
    faceDetection: { faceDetected: false, confidence: 0 },
    faceMatch: { isMatch: false, confidence: null },
    overallConfidence: null,
  }),
  answers(verify, 'in-band: no document', images('document-not-found', 'match'), shapes.identityVerify, {
    verified: false,
    document: { lastName: null, confidence: null },
    overallConfidence: null,
  }),
  answers(verify, 'sandbox: document-expired', images('document-expired', 'match'), shapes.identityVerify, {
    verified: false,
    faceMatch: { isMatch: true },
  }),
  answers(
    verify,
    'sandbox: document-check-digit-failed',
    images('document-check-digit-failed', 'match'),
    shapes.identityVerify,
    { verified: false },
  ),
  answers(verify, 'sandbox: review', images('match', 'review'), shapes.identityVerify, {
    verified: false,
    faceMatch: { isMatch: false },
  }),
  refuses(verify, 400, 'invalid body', postJson(verify, '{"documentImage"')),
  refuses(verify, 400, 'no image', postJson(verify, { documentImage: base64('match') })),
  refuses(verify, 400, 'documentType', postJson(verify, { ...images('match', 'match'), documentType: 'visa' })),
  refuses(
    verify,
    400,
    'unsupported image format',
    postJson(verify, { ...images('match', 'match'), faceImage: 'AAAA' }),
  ),
  refuses(
    verify,
    400,
    'image larger than 15 MB',
    postForm(verify, { documentImage: overLimit, faceImage: sandboxPicture('match') }),
  ),
  refuses(verify, 401, 'missing key', postJson(verify, images('match', 'match'), 'test', '')),
  refuses(verify, 401, 'invalid key', postJson(verify, images('match', 'match'), 'test', 'sk_test_wrong')),
  refuses(verify, 402, 'insufficient token balance', postJson(verify, images('match', 'match'), 'spent')),
  refuses(
    verify,
    403,
    'a foreign S3 key',
    postJson(verify, { ...images('match', 'match'), documentImage: 'uploads/x.jpg' }),
  ),
  refuses(verify, 403, 'scope', postJson(verify, images('match', 'match'), 'reader'), { holds: { code: 'scope' } }),
  refuses(verify, 429, 'rate limit exceeded', postJson(verify, images('match', 'match'), 'limited'), {
    headers: retryAfter,
  }),
  refuses(verify, 500, 'sandbox: internal', postJson(verify, images('internal', 'match'))),
  refuses(verify, 429, 'sandbox: overloaded', postJson(verify, images('match', 'overloaded')), { headers: retryAfter }),
];

const otherCalls: readonly ContractCase[] = [
  answers('/document/scan', 'a document', { image: base64('match') }, shapes.documentScan, {
    documentType: 'passport',
    firstName: 'ANNA MARIA',
    confidence: 0.99,
  }),
  answers('/document/scan', 'in-band: no document', { image: base64('document-not-found') }, shapes.documentScan, {
    documentType: null,
    confidence: null,
  }),
  answers('/face/detect', 'a face', { image: base64('match') }, shapes.faceDetected, { confidence: 0.99 }),
  answers('/face/detect', 'no face', { image: base64('face-not-found') }, shapes.noFaceDetected, {}),
  answers('/face/compare', 'one person', { source: base64('match'), target: base64('match') }, shapes.faceCompare, {
    isMatch: true,
    confidence: 100,
    sourceFaceDetected: true,
    targetFaceDetected: true,
  }),
  answers(
    '/face/compare',
    'in-band: no face in the target',
    { source: base64('match'), target: base64('face-not-found') },
    shapes.faceCompare,
    { isMatch: false, confidence: null, sourceFaceDetected: true, targetFaceDetected: false },
  ),
  answers('/face/estimate-age', 'a face', { image: base64('match') }, shapes.estimateAge, {
    faceDetected: true,
    estimatedAge: 34,
    gender: 'F',
  }),
  answers('/face/estimate-age', 'no face', { image: base64('face-not-found') }, shapes.estimateAge, {
    faceDetected: false,
    estimatedAge: null,
  }),
  ...['/document/scan', '/face/detect', '/face/compare', '/face/estimate-age'].flatMap((path) => [
    refuses(path, 400, 'invalid body', postJson(path, '[]')),
    refuses(path, 401, 'invalid key', postJson(path, {}, 'test', 'sk_test_wrong')),
    refuses(path, 429, 'rate limit exceeded', postJson(path, {}, 'limited'), { headers: retryAfter }),
  ]),
];

const picture = bytes('match');
const upload = { fileName: 'passport.jpg', contentType: 'image/jpeg', sizeBytes: picture.byteLength };

/** The key of a picture that was sent by an upload of `caller`. */
async function uploaded(server: ContractServer, caller: Caller): Promise<string> {
  const answer = await postJson('/uploads/presign', upload, caller)(server);
  const { key, url, method, headers } = shapes.presigned.parse(await answer.json());
  const put = await fetch(url, { method, headers, body: picture });
  if (!put.ok) throw new Error(`the upload was refused: ${put.status}`);
  return key;
}

/** Seed 001: "documentImage as a JSON S3 key (from an earlier presigned upload) and faceImage as fresh multipart bytes". */
const withUpload =
  (owner: Caller): ContractCase['send'] =>
  async (server) => {
    const documentImage = await uploaded(server, owner);
    return postForm(verify, { documentImage, faceImage: sandboxPicture('match') })(server);
  };

const uploadCases: readonly ContractCase[] = [
  {
    call: 'POST /uploads/presign',
    name: 'leave to send one file',
    send: postJson('/uploads/presign', upload),
    status: 200,
    schema: shapes.presigned,
    holds: { method: 'PUT' },
  },
  refuses('/uploads/presign', 400, 'no type', postJson('/uploads/presign', { fileName: 'a.jpg' })),
  refuses('/uploads/presign', 401, 'invalid key', postJson('/uploads/presign', upload, 'test', 'sk_test_wrong')),
  {
    call: `POST ${verify}`,
    name: 'an upload and a fresh file',
    send: withUpload('test'),
    status: 200,
    schema: shapes.identityVerify,
    holds: verified,
  },
  refuses(verify, 403, "another's upload", withUpload('stranger')),
];

const person = { firstName: 'Anna', lastName: 'Eriksson', email: 'anna@example.org', externalId: 'order-7' };
const sessions = '/sessions';
const readSession =
  (id: string, key?: string): ContractCase['send'] =>
  (server) =>
    fetch(`${server.url}/v1/sessions/${id}`, { headers: headersOf('test', key)(server) });

const sessionCases: readonly ContractCase[] = [
  {
    call: `POST ${sessions}`,
    name: 'a session and its hosted link',
    send: postJson(sessions, person),
    status: 200,
    schema: shapes.session,
    holds: { status: 'PENDING', ...person },
  },
  {
    call: `GET ${sessions}/{id}`,
    name: 'of a new session',
    send: async (server) => {
      const made = shapes.session.parse(await (await postJson(sessions, person)(server)).json());
      return readSession(made.id)(server);
    },
    status: 200,
    schema: shapes.session,
    holds: { status: 'PENDING', ...person },
  },
  refuses(sessions, 400, 'invalid body', postJson(sessions, { email: 'nobody' })),
  refuses(sessions, 401, 'invalid key', postJson(sessions, person, 'test', 'sk_test_wrong')),
  { ...refuses(sessions, 404, 'unknown id', readSession(crypto.randomUUID())), call: `GET ${sessions}/{id}` },
  { ...refuses(sessions, 401, 'invalid key', readSession('a', 'sk_test_wrong')), call: `GET ${sessions}/{id}` },
];

export const deepidv: ContractDialect = {
  dialect: 'deepidv (seed 001)',
  cases: [...verifyCases, ...otherCalls, ...uploadCases, ...sessionCases],
};
