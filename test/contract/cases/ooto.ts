import { sandboxPicture } from '../../support/sandbox-picture.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import * as shapes from '../schemas/ooto.js';
import { retryAfter, type Caller, type ContractCase, type ContractDialect } from './contract-case.js';
import { flowCases, templateCases } from './ooto-templates.js';

type Part = SandboxScenarioName | Uint8Array<ArrayBuffer>;
type Parts = Readonly<Record<string, Part>>;

const fileOf = (part: Part): Blob => new Blob([typeof part === 'string' ? sandboxPicture(part) : part]);

/** Seed 000, "Example Request (cURL)": a form of files. */
const post =
  (path: string, parts: Parts, caller: Caller = 'test', key?: string): ContractCase['send'] =>
  ({ url, callers }) => {
    const body = new FormData();
    for (const [name, part] of Object.entries(parts)) body.append(name, fileOf(part), 'a.jpg');
    const headers = { 'APP-ID': callers[caller].applicationId, 'APP-KEY': key ?? callers[caller].key };
    return fetch(`${url}/api/v1.0${path}`, { method: 'POST', headers, body });
  };

const text = new TextEncoder().encode('hello');
const empty = new Uint8Array(0);
const truncated = sandboxPicture('match').slice(0, 300);

const answers = (
  path: string,
  name: string,
  parts: Parts,
  schema: ContractCase['schema'],
  result: object,
): ContractCase => ({
  call: `POST ${path.split('?')[0]}`,
  name,
  send: post(path, parts),
  status: 200,
  schema,
  holds: { result },
});

const refuses = (
  path: string,
  parts: Parts,
  code: keyof typeof shapes.errorTable,
  field: string,
  name = `code ${code}`,
): ContractCase => ({
  call: `POST ${path}`,
  name: `${name} (${field})`,
  send: post(path, parts),
  status: 400,
  schema: shapes.failure,
  holds: { result: { status: 'error', code, info: shapes.errorTable[code], field } },
});

const protocol = (
  path: string,
  status: number,
  send: ContractCase['send'],
  more: Partial<ContractCase> = {},
): ContractCase => ({
  call: `POST ${path}`,
  name: `HTTP ${status}`,
  send,
  status,
  schema: shapes.failure,
  holds: { result: { status: 'error', code: status } },
  ...more,
});

const identify = '/doc/identify';
const both = (name: SandboxScenarioName): Parts => ({ doc: name, selfie: name });
const same = { comparison: { same: true } };

const identifyCases: readonly ContractCase[] = [
  answers(identify, 'the example request', both('match'), shapes.docIdentify, {
    comparison: { similarity: 1, same: true },
    document: { doc: 'passport', ocr: { surname: 'ERIKSSON', issuingStateCode: 'UTO', sex: 'F' } },
  }),
  answers(identify, 'another person', { doc: 'match', selfie: 'no-match' }, shapes.docIdentify, {
    comparison: { same: false },
  }),
  answers('/doc/compare', 'the older name', both('match'), shapes.docIdentify, same),
  refuses(identify, { selfie: 'match' }, 1, 'doc'),
  refuses(identify, { doc: 'match' }, 1, 'selfie'),
  refuses(identify, { doc: text, selfie: 'match' }, 2, 'doc'),
  refuses(identify, { doc: 'match', selfie: text }, 2, 'selfie'),
  refuses(identify, { doc: empty, selfie: 'match' }, 3, 'doc'),
  refuses(identify, { doc: 'match', selfie: empty }, 3, 'selfie'),
  refuses(identify, { doc: truncated, selfie: 'match' }, 4, 'doc'),
  refuses(identify, { doc: 'match', selfie: truncated }, 4, 'selfie'),
  refuses(identify, { doc: 'match', selfie: 'face-not-found' }, 5, 'selfie'),
  refuses(identify, { doc: 'match', selfie: 'several-faces' }, 6, 'selfie'),
  refuses(identify, { doc: 'portrait-features-failed', selfie: 'match' }, 8, 'doc'),
  refuses(identify, { doc: 'match', selfie: 'face-features-failed' }, 9, 'selfie'),
  refuses(identify, { doc: 'document-not-found', selfie: 'match' }, 201, 'doc'),
  refuses(identify, { doc: 'several-documents', selfie: 'match' }, 202, 'doc'),
  refuses(identify, { doc: 'document-unreadable', selfie: 'match' }, 203, 'doc'),
  refuses(identify, { doc: 'portrait-not-found', selfie: 'match' }, 208, 'doc'),
  refuses(identify, { doc: 'document-resolution-insufficient', selfie: 'match' }, 209, 'doc'),
  // rulings.md, "Error order".
  refuses(identify, { doc: text }, 2, 'doc', 'the document’s files first, code 2'),
  refuses(
    identify,
    { doc: 'document-not-found', selfie: 'face-not-found' },
    201,
    'doc',
    'documents before faces, code 201',
  ),
  protocol(identify, 401, post(identify, both('match'), 'test', 'sk_test_wrong')),
  protocol(identify, 402, post(identify, both('match'), 'spent')),
  protocol(identify, 403, post(identify, both('match'), 'reader')),
  protocol(identify, 429, post(identify, both('match'), 'limited'), { headers: retryAfter }),
];

const pair = { first_photo: 'match', second_photo: 'match' } as const;
const otherCalls: readonly ContractCase[] = [
  answers('/recognize', 'a document', { doc_image: 'match' }, shapes.recognize, { doc: 'passport' }),
  refuses('/recognize', { doc_image: 'document-not-found' }, 201, 'doc_image'),
  refuses('/recognize', {}, 1, 'doc_image'),
  answers('/verify', 'the newer names', pair, shapes.verify, { same: true, similarity: 1 }),
  answers('/verify', 'the older names', { first_selfie: 'match', second_selfie: 'no-match' }, shapes.verify, {
    same: false,
  }),
  answers('/doc/verify', 'the older path', pair, shapes.verify, { same: true }),
  answers('/verify?check_liveness=true&check_deepfake=true', 'with signals', pair, shapes.verifyWithSignals, {
    firstFace: { liveness: { fine: true, status: 'assessed' }, deepfake: { fine: true } },
  }),
  refuses('/verify', { first_photo: 'match', second_photo: 'face-not-found' }, 5, 'second_photo'),
  answers('/liveness', 'a live face', { photo: 'match' }, shapes.liveness, { liveness: { fine: true } }),
  answers('/liveness', 'an attack', { photo: 'liveness-failed' }, shapes.liveness, { liveness: { fine: false } }),
  answers('/liveness?check_deepfake=true', 'with deepfake', { photo: 'match' }, shapes.livenessAndDeepfake, {
    deepfake: { fine: true },
  }),
  refuses('/liveness', { photo: 'several-faces' }, 6, 'photo'),
  answers('/deepfake', 'a genuine face', { photo: 'match' }, shapes.deepfake, { deepfake: { fine: true } }),
  answers('/deepfake', 'a synthetic one', { photo: 'deepfake-suspected' }, shapes.deepfake, {
    deepfake: { fine: false },
  }),
  refuses('/deepfake', { photo: 'face-not-found' }, 5, 'photo'),
  ...['/recognize', '/verify', '/liveness', '/deepfake'].flatMap((path) => [
    protocol(path, 401, post(path, {}, 'test', 'sk_test_wrong')),
    protocol(path, 429, post(path, {}, 'limited'), { headers: retryAfter }),
  ]),
];

/** What a test key gets for each scenario, sent as document and selfie: `same`, or the code of the failure. */
export const sandboxOutcomes = {
  match: true,
  'no-match': false,
  review: false,
  'document-expired': true,
  'document-contradictory': true,
  'document-check-digit-failed': true,
  'document-copy-suspected': true,
  'liveness-failed': true,
  'deepfake-suspected': true,
  'injection-suspected': true,
  slow: true,
  'webhook-fails-twice': true,
  'webhook-fails': true,
  'document-not-found': 201,
  'several-documents': 202,
  'document-resolution-insufficient': 209,
  'portrait-not-found': 208,
  'portrait-features-failed': 8,
  'document-unreadable': 203,
  'document-cropped': 201,
  'face-not-found': 5,
  'several-faces': 6,
  'face-features-failed': 9,
  'face-too-close': 9,
  'image-undecodable': 4,
  'image-too-large': 4,
  'image-dimensions-exceeded': 4,
  'image-type-unsupported': 2,
  'video-undecodable': 4,
  'video-decoder-not-installed': 4,
  overloaded: 429,
  'deadline-exceeded': 500,
  internal: 500,
} as const satisfies Record<SandboxScenarioName, boolean | number>;

const sandboxCases = Object.entries(sandboxOutcomes).map(([name, outcome]): ContractCase => {
  const scenario = name as SandboxScenarioName; // Object.entries loses the key type
  const asked = { call: `POST ${identify}`, name: `sandbox: ${name}`, send: post(identify, both(scenario)) };
  if (typeof outcome === 'boolean') {
    return { ...asked, status: 200, schema: shapes.docIdentify, holds: { result: { comparison: { same: outcome } } } };
  }
  const holds = { result: { code: outcome } };
  return { ...asked, status: outcome < 400 ? 400 : outcome, schema: shapes.failure, holds };
});

/** To a live key the pictures of the sandbox show neither a document nor a face, whatever they name. */
const liveCases = (['match', 'internal', 'face-not-found'] as const).map((name) => ({
  ...refuses(identify, both(name), 201, 'doc'),
  name: `a live key sees no document in the sandbox's ${name}`,
  send: post(identify, both(name), 'live'),
}));

export const ooto: ContractDialect = {
  dialect: 'OOTO (seeds 000, 002)',
  cases: [...identifyCases, ...otherCalls, ...templateCases, ...flowCases, ...liveCases, ...sandboxCases],
};
