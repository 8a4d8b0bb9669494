import type { Failure } from '#domain/failure.js';
import type { VideoCheck } from '#domain/operation.js';
import { inGateOrder, type DecisionReason } from '#domain/verification.js';
import type { Opinion } from '#ports/second-opinion.js';

/** How seed 003 ends a check. */
export type CheckStatus = 'verified' | 'rejected' | 'review';

export interface CheckVerdict {
  readonly status: CheckStatus;
  /** Codes; empty where nothing speaks against the check. */
  readonly riskFactors: readonly string[];
}

/** From here on a vision model's answer counts: below, it says itself that it does not know. */
const leastDecidingConfidence = 0.8;

const band = 'similarity-in-review-band';

/**
 * The second opinion where it decides: on faces in the review band, and sure of itself. It never touches a match, faces
 * that clearly differ, or anything else that speaks against a check (docs/decisions/0019-second-opinion.md).
 */
export function decidingOpinion({ comparison, secondOpinion }: VideoCheck): Opinion | null {
  const isOpen = comparison.ok && comparison.value.decision === 'review' && comparison.value.reasons.includes(band);
  return isOpen && secondOpinion !== null && secondOpinion.confidence >= leastDecidingConfidence ? secondOpinion : null;
}

/** Whether a second opinion could change the outcome: nothing but the band keeps the check open. */
export function isOpenByLikenessAlone(check: VideoCheck): boolean {
  const { status, riskFactors } = assessCheck({ ...check, secondOpinion: null });
  return status === 'review' && riskFactors.length === 1 && riskFactors[0] === band;
}

/**
 * The verdict of rulings.md: `rejected` where the faces differ or an attack shows; `review` in the band, for a document
 * that is none, has expired or contradicts itself, where one file shows no face or several people, or where something
 * required was not assessed; else `verified`.
 */
export function assessCheck(check: VideoCheck): CheckVerdict {
  const { document, selfie, comparison } = check;
  const opinion = decidingOpinion(check);
  const attacks = attacksIn(selfie);
  const riskFactors = distinct([
    ...(document.ok ? [] : [factorOf(document.failure, 'document')]),
    ...(selfie.ok ? [] : [factorOf(selfie.failure, 'selfie')]),
    ...(comparison.ok ? [] : [factorOf(comparison.failure, 'document')]),
    ...inGateOrder([...attacks, ...(comparison.ok ? comparison.value.reasons : [])]).filter(
      (reason) => opinion === null || reason !== band,
    ),
    ...(selfie.ok && !selfie.value.oneFaceThroughout ? ['selfie-several-people'] : []),
    ...(opinion?.isIdentical === false ? ['second-opinion-differs'] : []),
  ]);
  const differs = comparison.ok && comparison.value.decision === 'no-match';
  if (attacks.length > 0 || differs || opinion?.isIdentical === false) return { status: 'rejected', riskFactors };
  return { status: riskFactors.length === 0 ? 'verified' : 'review', riskFactors };
}

/** Signals that were assessed and are not fine, whether the application requires them or not. */
function attacksIn(selfie: VideoCheck['selfie']): DecisionReason[] {
  if (!selfie.ok) return [];
  const { liveness, deepfake } = selfie.value.face;
  return [
    ...(liveness.status === 'assessed' && !liveness.fine ? (['liveness-failed'] as const) : []),
    ...(deepfake.status === 'assessed' && !deepfake.fine ? (['deepfake-suspected'] as const) : []),
  ];
}

/** A part that could not be done, named by the file that it was about. */
function factorOf({ code, subject }: Failure, otherwise: 'document' | 'selfie'): string {
  const part = subject === 'selfie' ? 'selfie' : otherwise;
  return part === 'document' && /^(document|portrait)-/.test(code) ? code : `${part}-${code}`;
}

const distinct = (codes: readonly string[]): string[] => [...new Set(codes)];
