import { failureAbout, firstFailure, precedesFindings } from '#domain/failure-kinds.js';
import type { Failure } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Injection } from '#domain/injection.js';
import type { Verification } from '#domain/verification.js';
import { compareTemplates } from '#engine/compare/compare-templates.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import { decide } from '#engine/decision/decide.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { defaultPolicy, type Policy } from '#engine/decision/policy.js';
import { nothingRead } from '#engine/document/nothing-read.js';
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
  const { recogniser } = tasks;
  return verifyAnalyses({ document: documentAnalysis, selfie: selfieAnalysis, recogniser, nowEpochMs }, policy);
};

/** Analyses that may still run: of pictures, or the selfie's of a video. */
export interface AnalysesToVerify {
  readonly document: Promise<Outcome<DocumentAnalysis>>;
  readonly selfie: Promise<Outcome<SelfieAnalysis>>;
  /** Of both. */
  readonly recogniser: RecogniserInUse;
  /** Of the selfie, where a session of this server took it. */
  readonly injection?: Injection | undefined;
  readonly nowEpochMs: number;
}

/**
 * The verdict on two analyses, as soon as it can be told. Of several failures the first of the published order is told:
 * files (document, then selfie), document, selfie. `timings.total` counts from this call.
 */
export async function verifyAnalyses(
  { document: documentAnalysis, selfie: selfieAnalysis, recogniser, injection, nowEpochMs }: AnalysesToVerify,
  policy: Policy = defaultPolicy,
): Promise<Outcome<Verification>> {
  const startedAt = performance.now();
  // Whoever reads both awaits them in order; a rejection of the second while the first still runs is not unhandled.
  selfieAnalysis.catch(() => undefined);
  const document = await documentAnalysis;
  // Nothing about the selfie can come before these.
  if (!document.ok && precedesFindings(document.failure.code)) return fail(failureAbout(document.failure, 'document'));
  const selfie = await selfieAnalysis;

  const failure = firstFailure([documentFailure(document), selfie.ok ? null : failureAbout(selfie.failure, 'selfie')]);
  if (failure !== null) return fail(failure);
  if (!document.ok || !selfie.ok || document.value.portrait.status !== 'ok') throw new Error('a failure was not told');

  const { template: probe, face } = selfie.value;
  const compareStartedAt = performance.now();
  const faceMatch = compareTemplates(probe, document.value.portrait.template, operatingPointUnder(policy, recogniser));
  const comparedAt = performance.now();
  const verdict = decide({ faceMatch, face, injection, document: document.value.document, nowEpochMs }, policy);
  return ok({
    ...verdict,
    face,
    ...(injection !== undefined && { injection }),
    document: document.value.document,
    timings: {
      ...document.value.timings,
      ...selfie.value.timings,
      compare: comparedAt - compareStartedAt,
      total: comparedAt - startedAt,
    },
  });
}

/**
 * What the document's analysis says against it. The published order (201, 202, 209, 208, 8, 203 in the words of the first
 * dialect) is that of the reading itself, then of the lines here.
 */
function documentFailure(document: Outcome<DocumentAnalysis>): Failure | null {
  if (!document.ok) return failureAbout(document.failure, 'document');
  const { portrait, document: assessment } = document.value;
  if (portrait.status === 'failed') return { code: portrait.code, subject: 'document' };
  return nothingRead(assessment) ? { code: 'document-unreadable', subject: 'document' } : null;
}
