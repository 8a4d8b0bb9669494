import { setImmediate } from 'node:timers/promises';
import type { Activity, InsightRecords, Span } from '#ports/insight-records.js';
import type { Owner } from '#ports/owner.js';

/** What happened in each piece of time, in their order. */
export type ActivityOf = (owner: Owner, pieces: readonly Span[]) => Promise<Activity[]>;

/** A piece that is over changes only where something of it is erased. */
const keptMs = 5 * 60_000;
const mostKept = 2000;

/**
 * Counts piece by piece: SQLite works on the server's own thread, and a span of months in one go would hold up every call. Pieces that
 * are over are remembered for minutes.
 */
export function createActivity(dependencies: {
  readonly insights: Pick<InsightRecords, 'activity'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): ActivityOf {
  const { insights, now } = dependencies;
  const kept = new Map<string, { readonly activity: Activity; readonly untilEpochMs: number }>();
  return async (owner, pieces) => {
    const found: Activity[] = [];
    for (const span of pieces) {
      const key = JSON.stringify([owner.applicationId, owner.mode, span.fromEpochMs, span.toEpochMs]);
      const known = kept.get(key);
      if (known !== undefined && known.untilEpochMs > now()) {
        found.push(known.activity);
        continue;
      }
      const activity = await insights.activity(owner, span);
      found.push(activity);
      if (span.toEpochMs <= now()) {
        kept.delete(key);
        kept.set(key, { activity, untilEpochMs: now() + keptMs });
        if (kept.size > mostKept) kept.delete(kept.keys().next().value!); // there is one
      }
      await setImmediate();
    }
    return found;
  };
}

/** The median of groups of which each one's is known: that of the group in which the middle lies, by their order. Null: of none. */
export function medianOf(
  groups: readonly { readonly count: number; readonly medianMs: number | null }[],
): number | null {
  const known = groups.filter((group) => group.medianMs !== null).sort((a, b) => a.medianMs! - b.medianMs!); // just asked
  const middle = known.reduce((sum, { count }) => sum + count, 0) / 2;
  let passed = 0;
  for (const { count, medianMs } of known) {
    passed += count;
    if (passed >= middle) return medianMs;
  }
  return null;
}
