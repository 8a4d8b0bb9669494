import type { overviewCalls } from '#contract/dashboard/overview.js';
import { toTime, toTimeOrNull } from '#contract/time.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { OutcomeCounts } from '#ports/insight-records.js';
import { medianOf } from '#services/dashboard/activity.js';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** How long each span is, and each point in it. */
const spans = {
  day: { lengthMs: dayMs, bucketMs: hourMs },
  week: { lengthMs: 7 * dayMs, bucketMs: 6 * hourMs },
  month: { lengthMs: 30 * dayMs, bucketMs: dayMs },
  quarter: { lengthMs: 90 * dayMs, bucketMs: dayMs },
} as const;

const mostFailures = 20;

/** What happened lately, in numbers. */
export function overviewHandlers({
  records,
  dashboard: { activityOf },
  now,
}: HttpDependencies): DashboardHandlers<keyof typeof overviewCalls> {
  const { insights } = records;
  return {
    async overview({ owner, query }) {
      const { lengthMs, bucketMs } = spans[query.span];
      const firstPiece = Math.floor((now() - lengthMs) / bucketMs) + 1;
      const pieces = lengthMs / bucketMs;
      const span = { fromEpochMs: firstPiece * bucketMs, toEpochMs: (firstPiece + pieces) * bucketMs };
      const pieceSpans = Array.from({ length: pieces }, (_, index) => {
        const fromEpochMs = (firstPiece + index) * bucketMs;
        return { fromEpochMs, toEpochMs: fromEpochMs + bucketMs };
      });
      const activities = await activityOf(owner, pieceSpans);
      const points = activities.map(({ counts, medianMs }, index) => ({
        at: toTime(pieceSpans[index]!.fromEpochMs), // as many
        ...withTotal(counts),
        medianMs,
      }));
      const counts = activities.reduce((sum, activity) => sumOf(sum, activity.counts), noOutcomes);
      const operations = new Map<string, { count: number; medianMs: number | null }[]>();
      for (const { operation, ...group } of activities.flatMap((activity) => activity.operations)) {
        operations.set(operation, [...(operations.get(operation) ?? []), group]);
      }
      const endpoints = await records.webhooks.endpoints.list(owner);
      const deliveries = await insights.deliveries(owner, span);
      const waiting = await insights.reviewsWaiting(owner);
      return answer({
        from: toTime(span.fromEpochMs),
        to: toTime(span.toEpochMs),
        bucketSeconds: bucketMs / 1000,
        points,
        totals: {
          ...withTotal(counts),
          medianMs: medianOf(points.map(({ total, medianMs }) => ({ count: total, medianMs }))),
        },
        failures: together(activities.flatMap((activity) => activity.failures)).slice(0, mostFailures),
        reasons: together(activities.flatMap((activity) => activity.reasons)),
        operations: [...operations]
          .map(([operation, groups]) => ({
            operation,
            count: groups.reduce((sum, group) => sum + group.count, 0),
            medianMs: medianOf(groups),
          }))
          .sort((a, b) => b.count - a.count),
        reviewsWaiting: { count: waiting.count, oldestAt: toTimeOrNull(waiting.oldestAtEpochMs) },
        sessions: await insights.sessions(owner, span),
        webhooks: {
          endpoints: {
            enabled: endpoints.filter(({ state, failures }) => state === 'enabled' && failures === 0).length,
            failing: endpoints.filter(({ state, failures }) => state === 'enabled' && failures > 0).length,
            disabled: endpoints.filter(({ state }) => state === 'disabled').length,
          },
          deliveries: deliveries.states,
          oldestPendingAt: toTimeOrNull(deliveries.oldestPendingAtEpochMs),
        },
      });
    },
  };
}

const noOutcomes: OutcomeCounts = { match: 0, review: 0, noMatch: 0, failed: 0, other: 0 };

const sumOf = (a: OutcomeCounts, b: OutcomeCounts): OutcomeCounts => ({
  match: a.match + b.match,
  review: a.review + b.review,
  noMatch: a.noMatch + b.noMatch,
  failed: a.failed + b.failed,
  other: a.other + b.other,
});

const withTotal = (counts: OutcomeCounts) => ({
  total: counts.match + counts.review + counts.noMatch + counts.failed + counts.other,
  ...counts,
});

/** Of the pieces one list, the most frequent first. */
function together<Code>(counted: readonly { readonly code: Code; readonly count: number }[]) {
  const sums = new Map<Code, number>();
  for (const { code, count } of counted) sums.set(code, (sums.get(code) ?? 0) + count);
  return [...sums].map(([code, count]) => ({ code, count })).sort((a, b) => b.count - a.count);
}
