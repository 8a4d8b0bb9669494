import { z } from 'zod';
import { call, ownedPath } from '#contract/dashboard/call.js';
import { timeSchema } from '#contract/time.js';
import { failureCodeSchema } from '#domain/operation.js';
import { decisionReasons, type DecisionReason } from '#domain/verification.js';

const count = z.int().min(0);
const decisionReasonSchema = z.enum(Object.keys(decisionReasons) as [DecisionReason, ...DecisionReason[]]); // Object.keys loses the key type

/** How often calls that work on pictures ended in which way. */
const outcomeCounts = {
  total: count,
  match: count,
  review: count,
  noMatch: count,
  failed: count.describe('The pictures, or the server, allowed no judgement.'),
  other: count.describe('Completed, and nothing to decide (a search, an enrolment), or erased since.'),
};

export const overviewSchema = z.strictObject({
  from: timeSchema,
  to: timeSchema,
  bucketSeconds: z.int().describe('Length of one point: an hour, six hours or a day, in UTC.'),
  points: z
    .array(
      z.strictObject({
        at: timeSchema.describe('Its beginning.'),
        ...outcomeCounts,
        medianMs: z.number().nullable().describe('Of how long the calls took; null: there were none.'),
      }),
    )
    .describe('Oldest first, without a gap.'),
  totals: z
    .strictObject({ ...outcomeCounts, medianMs: z.number().nullable() })
    .describe('`medianMs`: the median of the points’, each as often as there were calls; so below.'),
  failures: z
    .array(z.strictObject({ code: failureCodeSchema, count }))
    .describe('The most frequent first; 20 at most.'),
  reasons: z
    .array(z.strictObject({ code: decisionReasonSchema, count }))
    .describe('Why a decision was no match; one decision may have several. The most frequent first.'),
  operations: z.array(z.strictObject({ operation: z.string(), count, medianMs: z.number().nullable() })),
  reviewsWaiting: z.strictObject({ count, oldestAt: timeSchema.nullable() }),
  sessions: z.record(z.string(), count).describe('Status → sessions that were made in this time.'),
  webhooks: z.strictObject({
    endpoints: z.strictObject({ enabled: count, failing: count, disabled: count }),
    deliveries: z.strictObject({ pending: count, delivered: count, failed: count, cancelled: count }),
    oldestPendingAt: timeSchema.nullable(),
  }),
});
export type Overview = z.infer<typeof overviewSchema>;

export const overviewCalls = {
  overview: call({
    method: 'GET',
    path: `${ownedPath}/overview`,
    access: 'viewer',
    query: z.strictObject({ span: z.enum(['day', 'week', 'month', 'quarter']).default('week') }),
    answer: overviewSchema,
  }),
} as const;
