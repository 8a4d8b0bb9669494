import type { Operation, ResultOf } from '#domain/operation.js';
import type { Decision, DecisionReason } from '#domain/verification.js';

/** What of a result is kept beside the sealed whole, so that it can be listed and counted: codes alone. */
export interface ListedOutcome {
  readonly decision: Decision;
  readonly reasons: readonly DecisionReason[];
}

/** Null: the operation decides nothing, or the part that decides could not be done. */
export function listedOutcome(value: ResultOf<Operation>): ListedOutcome | null {
  if ('decision' in value) return { decision: value.decision, reasons: value.reasons };
  if (!('comparison' in value) || !('ok' in value.comparison) || !value.comparison.ok) return null;
  const { decision, reasons } = value.comparison.value;
  return { decision, reasons };
}
