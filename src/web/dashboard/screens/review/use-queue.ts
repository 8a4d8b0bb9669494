import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { useOwner } from '#web/dashboard/state/owner.js';

export interface Queue {
  /** Place of the case among those that wait, from 1; null where it is not among the first hundred. */
  readonly at: number | null;
  readonly of: number;
  /** The case after, that the user may decide; after the last one the first. Null: there is no other. */
  readonly next: string | null;
  readonly previous: string | null;
}

/** Where a case stands in the queue. */
export function useQueue(id: string): Queue {
  const owner = useOwner();
  const { value } = useAnswer('reviews', { path: owner.path, query: { limit: 100 } });
  const cases = value?.data ?? [];
  const index = cases.findIndex(({ verification }) => verification.id === id);
  const after = [...cases.slice(index + 1), ...cases.slice(0, Math.max(0, index))];
  const open = after.filter(({ review }) => review.mayDecide);
  return {
    at: index < 0 ? null : index + 1,
    of: cases.length,
    next: open[0]?.verification.id ?? null,
    previous: open.at(-1)?.verification.id ?? null,
  };
}
