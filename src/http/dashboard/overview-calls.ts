import type { overviewCalls } from '#contract/dashboard/overview.js';
import { toTime, toTimeOrNull } from '#contract/time.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { HttpDependencies } from '#http/dependencies.js';
import type { OutcomeCounts } from '#ports/insight-records.js';

const hourMs = 60 * 60_000;
const dayMs = 24 * hourMs;

/** How long each span is, and each point in it. */
const spans = {
  day: { lengthMs: dayMs, bucketMs: hourMs },
  week: { lengthMs: 7 * dayMs, bucketMs: 6 * hourMs },
  month: { lengthMs: 30 * dayMs, bucketMs: dayMs },
  quarter: { lengthMs: 90 * dayMs, bucketMs: dayMs },
} as const;

const none: OutcomeCounts = { match: 0, review: 0, noMatch: 0, failed: 0, other: 0, medianMs: null };
const mostFailures = 20;

/** What happened lately, in numbers. */
export function overviewHandlers({ records, now }: HttpDependencies): DashboardHandlers<keyof typeof overviewCalls> {
  const { insights } = records;
  return {
    async overview({ owner, query }) {
      const { lengthMs, bucketMs } = spans[query.span];
      const firstPiece = Math.floor((now() - lengthMs) / bucketMs) + 1;
      const pieces = lengthMs / bucketMs;
      const span = { fromEpochMs: firstPiece * bucketMs, toEpochMs: (firstPiece + pieces) * bucketMs };
      const found = await insights.outcomes(owner, span, bucketMs);
      const points = Array.from({ length: pieces }, (_, index) => {
        const at = (firstPiece + index) * bucketMs;
        return { at: toTime(at), ...withTotal(found.get(at) ?? none) };
      });
      const whole = await insights.outcomes(owner, span, Number.MAX_SAFE_INTEGER);
      const endpoints = await records.webhooks.endpoints.list(owner);
      const deliveries = await insights.deliveries(owner, span);
      const waiting = await insights.reviewsWaiting(owner);
      return answer({
        from: toTime(span.fromEpochMs),
        to: toTime(span.toEpochMs),
        bucketSeconds: bucketMs / 1000,
        points,
        totals: withTotal(whole.get(0) ?? none),
        failures: (await insights.failures(owner, span)).slice(0, mostFailures),
        reasons: await insights.reasons(owner, span),
        operations: await insights.operations(owner, span),
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

const withTotal = (counts: OutcomeCounts) => ({
  total: counts.match + counts.review + counts.noMatch + counts.failed + counts.other,
  ...counts,
});
