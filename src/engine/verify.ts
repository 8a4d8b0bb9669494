import type { Failure, FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Verification } from '#domain/verification.js';
import { compareTemplates } from '#engine/compare/compare-templates.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import { decide } from '#engine/decision/decide.js';
import { defaultPolicy, type Policy } from '#engine/decision/policy.js';
import type { DocumentAnalysis, EngineTasks, SelfieAnalysis } from '#engine/engine-tasks.js';

export interface VerifyInput {
  /** Encoded pictures. */
  readonly document: Uint8Array;
  readonly selfie: Uint8Array;
  /** Milliseconds since 1970: decides what has expired and in which century a date lies. */
  readonly nowEpochMs: number;
}

/** Do this document and this selfie show one person? Both pictures are analysed at the same time. */
export const verify = (
  { document, selfie, nowEpochMs }: VerifyInput,
  tasks: EngineTasks,
  policy: Policy = defaultPolicy,
): Promise<Outcome<Verification>> => {
  const selfieAnalysis = tasks.analyseSelfie(selfie);
  const documentAnalysis = tasks.analyseDocument(document, nowEpochMs);
  return verifyAnalyses({ document: documentAnalysis, selfie: selfieAnalysis, nowEpochMs }, policy);
};

/** Analyses that may still run: of pictures, or the selfie's of a video. */
export interface AnalysesToVerify {
  readonly document: Promise<Outcome<DocumentAnalysis>>;
  readonly selfie: Promise<Outcome<SelfieAnalysis>>;
  readonly nowEpochMs: number;
}

/**
 * The verdict on two analyses, as soon as it can be told. Of several failures the first of the published order is told:
 * files (document, then selfie), document, selfie. `timings.total` counts from this call.
 */
export async function verifyAnalyses(
  { document: documentAnalysis, selfie: selfieAnalysis, nowEpochMs }: AnalysesToVerify,
  policy: Policy = defaultPolicy,
): Promise<Outcome<Verification>> {
  const startedAt = performance.now();
  // Whoever reads both awaits them in order; a rejection of the second while the first still runs is not unhandled.
  selfieAnalysis.catch(() => undefined);
  const document = await documentAnalysis;
  if (!document.ok && endsAtOnce.has(document.failure.code)) return fail(failureOf(document.failure.code, 'document'));
  const selfie = await selfieAnalysis;

  const failure = firstFailure(document, selfie);
  if (failure !== null) return fail(failure);
  if (!document.ok || !selfie.ok || document.value.portrait.status !== 'ok')
    throw new Error('a failure has no place in the order');

  const { template: probe, face } = selfie.value;
  const compareStartedAt = performance.now();
  const faceMatch = compareTemplates(probe, document.value.portrait.template, operatingPointUnder(policy));
  const comparedAt = performance.now();
  const verdict = decide({ faceMatch, face, document: document.value.document, nowEpochMs }, policy);
  return ok({
    ...verdict,
    face,
    document: document.value.document,
    timings: {
      ...document.value.timings,
      ...selfie.value.timings,
      compare: comparedAt - compareStartedAt,
      total: comparedAt - startedAt,
    },
  });
}

/** Faults of the file itself. */
const fileFailures = [
  'image-missing',
  'image-empty',
  'image-type-unsupported',
  'image-undecodable',
  'image-too-large',
  'image-dimensions-exceeded',
  'video-missing',
  'video-empty',
  'video-type-unsupported',
  'video-undecodable',
  'video-too-large',
] as const satisfies FailureCode[];

/** Faults of the server: nothing is known about this picture. */
const serverFailures = [
  'overloaded',
  'not-ready',
  'video-decoder-not-installed',
  'deadline-exceeded',
  'internal',
] as const satisfies FailureCode[];

/** The two pictures of a verification. */
type Subject = 'document' | 'selfie';

/** Nothing about the selfie can come before these. */
const endsAtOnce: ReadonlySet<FailureCode> = new Set<FailureCode>([...fileFailures, ...serverFailures]);

/** The published order (201, 202, 209, 208, 8, 203, then 5, 6, 9 in the words of the first dialect). */
const failureOrder: readonly (readonly [Subject, readonly FailureCode[]])[] = [
  ['document', [...fileFailures, ...serverFailures]],
  ['selfie', [...fileFailures, ...serverFailures]],
  [
    'document',
    [
      'document-not-found',
      'several-documents',
      'document-cropped',
      'document-resolution-insufficient',
      'portrait-not-found',
      'portrait-features-failed',
      'document-unreadable',
    ],
  ],
  ['selfie', ['face-not-found', 'several-faces', 'face-too-close', 'face-features-failed']],
];

function firstFailure(document: Outcome<DocumentAnalysis>, selfie: Outcome<SelfieAnalysis>): Failure | null {
  const codes: Record<Subject, FailureCode | null> = {
    document: documentFailure(document),
    selfie: selfie.ok ? null : selfie.failure.code,
  };
  for (const [subject, order] of failureOrder) {
    const code = codes[subject];
    if (code !== null && order.includes(code)) return failureOf(code, subject);
  }
  return null;
}

/** A fault of the server is about neither picture. */
const failureOf = (code: FailureCode, subject: Subject): Failure =>
  serverFailures.some((server) => server === code) ? { code } : { code, subject };

function documentFailure(document: Outcome<DocumentAnalysis>): FailureCode | null {
  if (!document.ok) return document.failure.code;
  const { portrait, document: assessment } = document.value;
  if (portrait.status === 'failed') return portrait.code;
  const nothingRead = assessment.mrz === null && Object.keys(assessment.fields).length === 0;
  return nothingRead ? 'document-unreadable' : null;
}
