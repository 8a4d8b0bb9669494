import { plainVideo } from '../../support/plain-video.js';
import { plainPicture, sandboxPicture } from '../../support/sandbox-picture.js';
import type { SandboxScenarioName } from '#domain/sandbox.js';
import * as shapes from '../schemas/clearconsent.js';
import { deliveredWebhook } from './clearconsent-webhook.js';
import { retryAfter, type Caller, type ContractCase, type ContractDialect } from './contract-case.js';

type Parts = Readonly<Record<string, string | Uint8Array<ArrayBuffer> | undefined>>;
interface Init {
  readonly caller?: Caller;
  readonly headers?: Readonly<Record<string, string>>;
}

const named = (scenario: SandboxScenarioName) => `sandbox:${scenario}` as const;

/** Seed 003, "Request Format". What is undefined is left out. */
const submit =
  (parts: Parts = {}, { caller = 'test', headers = {} }: Init = {}): ContractCase['send'] =>
  ({ url, callers }) => {
    const body = new FormData();
    const whole: Parts = {
      api_key: callers[caller].key,
      user_identifier: named('match'),
      selfie_video: plainVideo,
      id_photo: plainPicture,
      ...parts,
    };
    for (const [name, part] of Object.entries(whole)) {
      if (typeof part === 'string') body.append(name, part);
      else if (part !== undefined) body.append(name, new Blob([part]), name === 'selfie_video' ? 'a.webm' : 'a.jpg');
    }
    return fetch(`${url}/verif/submit`, { method: 'POST', headers, body });
  };

const call = 'POST /verif/submit';
const verified = { success: true, result: { status: 'verified', user_identifier: named('match') } };

const answers = (name: string, send: ContractCase['send'], holds: object, schema = shapes.submitted): ContractCase => ({
  call,
  name,
  send,
  status: 200,
  schema,
  holds,
});

const ends = (
  status: 'rejected' | 'review',
  scenario: SandboxScenarioName,
  riskFactors: readonly string[],
  schema: ContractCase['schema'] = shapes.submitted,
): ContractCase => ({
  ...answers(`${status}: sandbox: ${scenario}`, submit({ user_identifier: named(scenario) }), {
    success: true,
    result: { status, user_identifier: named(scenario), verificationAssessment: { riskFactors } },
  }),
  schema,
});

const statusCases: readonly ContractCase[] = [
  answers('verified: the example request, with user_identifier', submit(), {
    ...verified,
    result: {
      ...verified.result,
      faceComparison: { isIdentical: true, confidence: 1, similarityScore: 100 },
      verificationAssessment: { overallScore: 100, summary: 'Verification completed successfully', riskFactors: [] },
    },
  }),
  answers('with user_id', submit({ user_identifier: undefined, user_id: named('match') }), verified),
  answers(
    'with user_email and user_phone',
    submit({ user_email: 'user@example.com', user_phone: '+1 555 0100' }),
    verified,
  ),
  ends('rejected', 'no-match', ['similarity-below-review-band']),
  ends('rejected', 'liveness-failed', ['liveness-failed']),
  ends('rejected', 'deepfake-suspected', ['deepfake-suspected']),
  ends('review', 'review', ['similarity-in-review-band']),
  ends('review', 'document-expired', ['document-expired']),
  ends('review', 'document-contradictory', ['document-contradictory']),
  ends('review', 'document-not-found', ['document-not-found']),
  ends('review', 'portrait-not-found', ['portrait-not-found'], shapes.submittedUncompared),
  ends('review', 'face-not-found', ['selfie-face-not-found'], shapes.submittedUncompared),
  ends('review', 'several-faces', ['selfie-several-faces'], shapes.submittedUncompared),
];

/** Sends one request twice; gives the second answer if it is the first one's, byte for byte. */
const replayed: ContractCase['send'] = async (server) => {
  const send = submit({}, { headers: { 'idempotency-key': 'contract-clearconsent' } });
  const first = Buffer.from(await (await send(server)).arrayBuffer());
  const again = await send(server);
  const bytes = Buffer.from(await again.clone().arrayBuffer());
  if (!bytes.equals(first)) throw new Error('the second answer is another one');
  return again;
};

const refuses = (row: keyof typeof shapes.errorTable, name: string, send: ContractCase['send']): ContractCase => {
  const { status, error } = shapes.errorTable[row];
  return { call, name: `${status} ${error}: ${name}`, send, status, schema: shapes.failure, holds: { error } };
};

const protocol = (
  status: number,
  name: string,
  send: ContractCase['send'],
  more: Partial<ContractCase> = {},
): ContractCase => ({ call, name: `${status}: ${name}`, send, status, schema: shapes.failure, ...more });

const fails = (code: string, retryable: boolean, name: string, parts: Parts): ContractCase => ({
  call,
  name: `500 Verification processing failed: ${name}`,
  send: submit(parts),
  status: 500,
  schema: shapes.processingFailed,
  holds: { code, retryable },
});

const text = new TextEncoder().encode('hello');
const grown = (bytes: Uint8Array, byMegabytes: number) =>
  Uint8Array.from(Buffer.concat([bytes, Buffer.alloc(byMegabytes * 1024 * 1024)]));

const errorCases: readonly ContractCase[] = [
  refuses('keyMissing', 'no api_key', submit({ api_key: undefined })),
  refuses('keyMissing', 'before anything else', submit({ api_key: '', user_identifier: '', id_photo: undefined })),
  refuses('keyInvalid', 'a wrong one', submit({ api_key: 'sk_test_wrong' })),
  refuses('keyInvalid', 'before the identifier', submit({ api_key: 'sk_test_wrong', user_identifier: undefined })),
  refuses('identifierMissing', 'neither name', submit({ user_identifier: undefined })),
  refuses('identifierMissing', 'before the files', submit({ user_identifier: undefined, id_photo: undefined })),
  refuses('filesMissing', 'no selfie_video', submit({ selfie_video: undefined })),
  refuses('filesMissing', 'no id_photo', submit({ id_photo: undefined })),
  fails('video-type-unsupported', false, 'a video of no format', { selfie_video: text }),
  fails('video-undecodable', false, 'a cut video', { selfie_video: plainVideo.slice(0, 100) }),
  fails('video-too-large', false, 'a video over 50 MB', { selfie_video: grown(plainVideo, 50) }),
  fails('image-type-unsupported', false, 'a photo of no format', { id_photo: text }),
  fails('image-undecodable', false, 'a cut photo', { id_photo: plainPicture.slice(0, 300) }),
  fails('image-too-large', false, 'a photo over 15 MB', { id_photo: grown(plainPicture, 15) }),
  fails('internal', true, 'sandbox: internal', { user_identifier: named('internal') }),
  fails('deadline-exceeded', true, 'sandbox: deadline-exceeded', { id_photo: sandboxPicture('deadline-exceeded') }),
  protocol(402, 'no tokens', submit({}, { caller: 'spent' })),
  protocol(403, 'scope', submit({}, { caller: 'reader' })),
  protocol(429, 'limit', submit({}, { caller: 'limited' }), { headers: retryAfter }),
  protocol(429, 'sandbox: overloaded', submit({ user_identifier: named('overloaded') }), { headers: retryAfter }),
];

/** Seed 003, "Webhook Security". */
const userAgent = { 'user-agent': /^IdentityVerification\/1\.0$/ };

const webhookCases = (
  [
    ['match', 'verified'],
    ['no-match', 'rejected'],
  ] as const
).map(([scenario, status]): ContractCase => ({
  call: 'webhook',
  name: `${status}, signed`,
  send: deliveredWebhook(submit({ user_identifier: named(scenario) })),
  status: 200,
  schema: shapes.webhook,
  holds: { user_identifier: named(scenario), verification_result: { status } },
  headers: userAgent,
}));

export const clearConsent: ContractDialect = {
  dialect: 'ClearConsent (seed 003)',
  cases: [
    ...statusCases,
    answers('equal requests with one Idempotency-Key: equal bytes', replayed, verified),
    ...errorCases,
    ...webhookCases,
  ],
};
