import { sandboxPicture } from '../../support/sandbox-picture.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import * as shapes from '../schemas/trustmatic.js';
import { retryAfter, type Caller, type ContractCase, type ContractDialect } from './contract-case.js';

/** "Authorization: 'Basic ' + Base64.encode(username + ':' + password)" */
const post =
  (path: string, body: unknown, caller: Caller = 'test', key?: string): ContractCase['send'] =>
  ({ url, callers }) => {
    const credentials = Buffer.from(`${callers[caller].applicationId}:${key ?? callers[caller].key}`);
    const headers = { authorization: `Basic ${credentials.toString('base64')}`, 'content-type': 'application/json' };
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    return fetch(`${url}/api/v1${path}`, { method: 'POST', headers, body: text });
  };

/** Of seed 004's example request. */
const sessionId = '3fa85f64-5717-4562-b3fc-2c963f66afa6';
const base64 = (name: SandboxScenarioName): string => Buffer.from(sandboxPicture(name)).toString('base64');
const request = (probe: SandboxScenarioName, reference: SandboxScenarioName) => ({
  sessionId,
  probe: { imageBase64: base64(probe) },
  reference: { imageBase64: base64(reference) },
});
const verify = '/face/verify';
const example = request('match', 'match');

const scores = (
  path: string,
  name: string,
  body: object,
  schema: ContractCase['schema'],
  holds: object,
): ContractCase => ({ call: `POST ${path}`, name, send: post(path, body), status: 200, schema, holds });

const fails = (path: string, error: string, name: string, body: object): ContractCase => ({
  call: `POST ${path}`,
  name: `${error}: ${name}`,
  send: post(path, body),
  status: 200,
  schema: shapes.failed,
  holds: { sessionId, error },
});

const refuses = (
  path: string,
  status: number,
  send: ContractCase['send'],
  more: Partial<ContractCase> = {},
): ContractCase => ({ call: `POST ${path}`, name: `HTTP ${status}`, send, status, schema: shapes.refused, ...more });

const [missingProbe, missingReference, noProbeFace, noReferenceFace, internalError] = shapes.errors;

const verifyCases: readonly ContractCase[] = [
  scores(verify, 'the example request: passed', example, shapes.scored, { sessionId, score: 100 }),
  scores(verify, 'not passed', request('no-match', 'match'), shapes.scored, { sessionId }),
  scores('/id-verifications/face/verify', "the resellers' prefix", example, shapes.scored, { score: 100 }),
  scores(
    verify,
    'base64url, wrapped in a data URL',
    { ...example, probe: { imageBase64: `data:image/jpeg;base64,${base64('match')}` } },
    shapes.scored,
    { score: 100 },
  ),
  fails(verify, missingProbe, 'it is missing', { sessionId, reference: example.reference }),
  fails(verify, missingProbe, 'both are missing', { sessionId }),
  fails(verify, missingProbe, 'no Base64', { ...example, probe: { imageBase64: '?' } }),
  fails(verify, missingProbe, 'corrupt', { ...example, probe: { imageBase64: base64('match').slice(0, 400) } }),
  fails(verify, missingReference, 'it is missing', { sessionId, probe: example.probe }),
  fails(verify, missingReference, 'corrupt', { ...example, reference: { imageBase64: base64('match').slice(0, 400) } }),
  fails(verify, noProbeFace, 'no face', request('face-not-found', 'match')),
  fails(verify, noProbeFace, 'sandbox: several-faces', request('several-faces', 'match')),
  fails(verify, noProbeFace, 'sandbox: face-features-failed', request('face-features-failed', 'match')),
  fails(verify, noReferenceFace, 'no face', request('match', 'face-not-found')),
  fails(verify, internalError, 'sandbox: internal', request('internal', 'match')),
  fails(verify, internalError, 'sandbox: deadline-exceeded', request('deadline-exceeded', 'match')),
  refuses(verify, 400, post(verify, '{')),
  refuses(verify, 400, post(verify, { ...example, sessionId: undefined }), { name: 'HTTP 400: no sessionId' }),
  refuses(verify, 401, post(verify, example, 'test', 'sk_test_wrong')),
  refuses(verify, 402, post(verify, example, 'spent')),
  refuses(verify, 403, post(verify, example, 'reader')),
  refuses(verify, 413, post(verify, { ...example, more: 'a'.repeat(48 * 1024 * 1024) })),
  refuses(verify, 429, post(verify, example, 'limited'), { headers: retryAfter }),
];

const face = (name: SandboxScenarioName) => ({ sessionId, faceImageBase: base64(name) });
const document = (name: SandboxScenarioName) => ({ sessionId, frontSideImageBase: base64(name) });
const ofFace = '/face/liveness';
const ofDocument = '/document/liveness';

const livenessCases: readonly ContractCase[] = [
  scores(ofFace, 'a live face', face('match'), shapes.liveness, { sessionId, score: 0.98 }),
  scores(ofFace, 'sandbox: liveness-failed', face('liveness-failed'), shapes.liveness, { score: 0.02 }),
  fails(ofFace, 'FACE_NOT_FOUND', 'no face', face('face-not-found')),
  fails(ofFace, 'FACE_TOO_CLOSE', 'no room around the face', face('face-too-close')),
  fails(ofFace, 'TOO_MANY_FACES', 'two people', face('several-faces')),
  refuses(ofFace, 401, post(ofFace, face('match'), 'test', 'sk_test_wrong')),
  fails(ofDocument, 'DOCUMENT_TOO_SMALL', 'too few pixels', document('document-resolution-insufficient')),
  fails(ofDocument, 'DOCUMENT_CROPPED', 'part lies outside', document('document-cropped')),
  refuses(ofDocument, 401, post(ofDocument, document('match'), 'test', 'sk_test_wrong')),
];

export const trustmatic: ContractDialect = {
  dialect: 'Trustmatic (seed 004)',
  cases: [...verifyCases, ...livenessCases],
};
