import type { Operation, ResultOf } from '#domain/operation.js';
import type { Outcome } from '#domain/outcome.js';
import type { EndedOperation, Measures } from '#ports/measures.js';
import type { PerformOperation } from '#services/perform-operation.js';

/** Tells of every call's work once it is durable; what threw shows as a status of its request, not here. */
export const createMeasuredPerform =
  (perform: PerformOperation, measures: Pick<Measures, 'operationEnded'>): PerformOperation =>
  async (request, work) => {
    const startedAt = performance.now();
    const outcome = await perform(request, work);
    const { operation, dialect, principal } = request;
    measures.operationEnded({
      operation,
      dialect,
      mode: principal.mode,
      outcome: outcomeOf(outcome),
      failure: outcome.ok ? null : outcome.failure.code,
      durationMs: performance.now() - startedAt,
    });
    return outcome;
  };

function outcomeOf(outcome: Outcome<ResultOf<Operation>>): EndedOperation['outcome'] {
  if (!outcome.ok) return 'failed';
  return 'decision' in outcome.value ? outcome.value.decision : 'completed';
}
