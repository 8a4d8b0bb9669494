import type { FailureCode } from '#domain/failure.js';

/** Stands in a comment of a picture, before the name of its scenario. */
export const pictureMark = 'bonafide-sandbox:';

/** Faces of the sandbox are compared with each other alone: no real recogniser has this digest. */
export const sandboxDigest = 'sandbox';

/** How alike the face of a sandbox picture is to every other sandbox face. */
export type SandboxLikeness = 'match' | 'review' | 'no-match';

/** What a test key gets instead of an analysis. What is left out is as in `match`. */
export interface SandboxScenario {
  readonly description: string;
  readonly likeness?: SandboxLikeness;
  /** What becomes of a picture that is read as a document. */
  readonly documentFailure?: FailureCode;
  readonly document?: 'expired' | 'contradictory' | 'check-digit-failed' | 'copy-suspected';
  /** What becomes of a picture whose face is looked at. */
  readonly faceFailure?: FailureCode;
  readonly liveness?: 'fine' | 'failed';
  readonly deepfake?: 'fine' | 'suspected';
  /** Told of selfies of sessions alone. */
  readonly injection?: 'fine' | 'suspected';
  /** Milliseconds before the answer. */
  readonly delayMs?: number;
  /** So many attempts of the webhook are answered as if the receiver had failed. */
  readonly failedDeliveries?: number;
}

const documentFailures = [
  'document-not-found',
  'several-documents',
  'document-resolution-insufficient',
  'portrait-not-found',
  'portrait-features-failed',
  'document-unreadable',
  'document-cropped',
] as const satisfies FailureCode[];

const faceFailures = [
  'face-not-found',
  'several-faces',
  'face-features-failed',
  'face-too-close',
] as const satisfies FailureCode[];

const bothFailures = [
  'image-undecodable',
  'image-too-large',
  'image-dimensions-exceeded',
  'image-type-unsupported',
  'video-undecodable',
  'video-decoder-not-installed',
  'overloaded',
  'deadline-exceeded',
  'internal',
] as const satisfies FailureCode[];

type FailureScenario = (typeof documentFailures | typeof faceFailures | typeof bothFailures)[number];

const failureScenarios = Object.fromEntries([
  ...documentFailures.map((code) => [
    code,
    { description: `A picture read as a document fails with \`${code}\`.`, documentFailure: code },
  ]),
  ...faceFailures.map((code) => [
    code,
    { description: `A picture whose face is looked at fails with \`${code}\`.`, faceFailure: code },
  ]),
  ...bothFailures.map((code) => [
    code,
    { description: `Every picture fails with \`${code}\`.`, documentFailure: code, faceFailure: code },
  ]),
]) as Record<FailureScenario, SandboxScenario>; // one entry for each code

/**
 * THE registry of what a test key can ask for. Named by a picture that `bonafide samples --sandbox` made, by a user
 * identifier `sandbox:<name>`, or by `{"sandbox": "<name>"}` in the metadata. Live keys never look at it.
 */
export const sandboxScenarios = {
  match: { description: 'The faces match, nothing speaks against the document, and every signal is fine.' },
  'no-match': { description: 'The faces differ.', likeness: 'no-match' },
  review: { description: 'The likeness lies in the review band.', likeness: 'review' },
  'document-expired': { description: 'The document has expired.', document: 'expired' },
  'document-contradictory': {
    description: 'The zones of the document contradict each other.',
    document: 'contradictory',
  },
  'document-check-digit-failed': {
    description: 'A check digit of the machine-readable zone does not hold.',
    document: 'check-digit-failed',
  },
  'document-copy-suspected': { description: 'The document looks like a copy.', document: 'copy-suspected' },
  'liveness-failed': { description: 'The presentation looks like an attack.', liveness: 'failed' },
  'deepfake-suspected': { description: 'The face looks synthetic.', deepfake: 'suspected' },
  'injection-suspected': {
    description: 'In a session, the selfie came in another session before.',
    injection: 'suspected',
  },
  slow: { description: 'As `match`, after 3 seconds.', delayMs: 3000 },
  'webhook-fails-twice': {
    description: 'As `match`; the first two attempts of each webhook fail.',
    failedDeliveries: 2,
  },
  'webhook-fails': { description: 'As `match`; every attempt of its webhooks fails.', failedDeliveries: 1000 },
  ...failureScenarios,
} as const satisfies Record<string, SandboxScenario>;

export type SandboxScenarioName = keyof typeof sandboxScenarios;
export const sandboxScenarioNames = Object.keys(sandboxScenarios) as SandboxScenarioName[]; // Object.keys loses the key type

export const sandboxScenario = (name: string): SandboxScenario | null =>
  Object.hasOwn(sandboxScenarios, name) ? sandboxScenarios[name as SandboxScenarioName] : null; // checked just before
