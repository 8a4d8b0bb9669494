import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely';
import { z } from 'zod';
import { dialects } from '#domain/dialect.js';
import type { FailureCode } from '#domain/failure.js';
import { failureCodeSchema, operations, type Operation } from '#domain/operation.js';
import { sessionStatusSchema } from '#domain/session.js';
import { decisionReasons, decisionSchema, type DecisionReason } from '#domain/verification.js';
import { reviewsOf } from '#adapters/sql/reviews-of.js';
import type { Database } from '#adapters/sql/schema.js';
import { auditEntryFromRow } from '#adapters/sql/sql-audit.js';
import type { SqlRecordsOptions } from '#adapters/sql/sql-records-options.js';
import { verificationLookupHash } from '#adapters/sql/verification-lookup-hash.js';
import { deliveryFromRow } from '#adapters/sql/webhooks/delivery-row.js';
import type {
  InsightRecords,
  OutcomeCounts,
  Span,
  VerificationFilter,
  VerificationRow,
} from '#ports/insight-records.js';
import type { Owner } from '#ports/owner.js';
import { deliveryStates, type DeliveryState } from '#ports/webhook-records.js';

const operationSchema = z.enum(operations);
const dialectSchema = z.enum(dialects);
const statusSchema = z.enum(['completed', 'failed']);
const reviewSchema = z.enum(['approved', 'rejected']);
const isReason = (code: string): code is DecisionReason => Object.hasOwn(decisionReasons, code);

type Listed = Selectable<Database['verifications']> & {
  review_opened_at: number | null;
  review_decision: string | null;
};

export function sqlInsights(db: Kysely<Database>, { keyedHash }: Pick<SqlRecordsOptions, 'keyedHash'>): InsightRecords {
  const listed = ({ applicationId, mode }: Owner) =>
    db
      .selectFrom('verifications')
      .leftJoin('reviews', 'reviews.verification_id', 'verifications.id')
      .selectAll('verifications')
      .select(['reviews.opened_at as review_opened_at', 'reviews.decision as review_decision'])
      .where('verifications.application_id', '=', applicationId)
      .where('verifications.mode', '=', mode);

  const inSpan = ({ applicationId, mode }: Owner, { fromEpochMs, toEpochMs }: Span) =>
    db
      .selectFrom('verifications')
      .where('application_id', '=', applicationId)
      .where('mode', '=', mode)
      .where('created_at', '>=', fromEpochMs)
      .where('created_at', '<', toEpochMs);

  /** The median by group: of an even number, the mean of the two in the middle. */
  async function medians(owner: Owner, span: Span, group: RawBuilder<unknown>): Promise<Map<string, number>> {
    const ranked = inSpan(owner, span)
      .where('duration_ms', 'is not', null)
      .select([
        group.as('piece'),
        'duration_ms',
        sql<number>`row_number() over (partition by ${group} order by duration_ms)`.as('place'),
        sql<number>`count(*) over (partition by ${group})`.as('all'),
      ]);
    const rows = await db
      .selectFrom(ranked.as('ranked'))
      .select(['piece', sql<number>`avg(duration_ms)`.as('median')])
      .where(sql<boolean>`place in (("all" + 1) / 2, ("all" + 2) / 2)`)
      .groupBy('piece')
      .execute();
    return new Map(rows.map(({ piece, median }) => [String(piece), Number(median)]));
  }

  async function idsBySearch({ applicationId }: Owner, search: string): Promise<string[]> {
    const hashes = (['user-identifier', 'document-number'] as const).map((name) =>
      verificationLookupHash(keyedHash, applicationId, { name, value: search }),
    );
    const rows = await db
      .selectFrom('verification_lookups')
      .select('verification_id')
      .distinct()
      .where('application_id', '=', applicationId)
      .where('hash', 'in', hashes)
      .limit(mostFound)
      .execute();
    return [search, ...rows.map((row) => row.verification_id)];
  }

  return {
    async verifications(owner, { limit, before, filter }) {
      let query = listed(owner)
        .orderBy('verifications.created_at', 'desc')
        .orderBy('verifications.id', 'desc')
        .limit(limit);
      if (before !== null) {
        const { createdAtEpochMs: at, id } = before;
        query = query.where((where) =>
          where.or([
            where('verifications.created_at', '<', at),
            where.and([where('verifications.created_at', '=', at), where('verifications.id', '<', id)]),
          ]),
        );
      }
      if (filter.search !== undefined)
        query = query.where('verifications.id', 'in', await idsBySearch(owner, filter.search));
      for (const [column, value] of plainConditions(filter)) query = query.where(column, '=', value);
      if (filter.status === 'erased') query = query.where('verifications.erased_at', 'is not', null);
      else if (filter.status !== undefined) query = query.where('verifications.erased_at', 'is', null);
      if (filter.fromEpochMs !== undefined) query = query.where('verifications.created_at', '>=', filter.fromEpochMs);
      if (filter.toEpochMs !== undefined) query = query.where('verifications.created_at', '<', filter.toEpochMs);
      return (await query.execute()).map(rowOf);
    },

    async verification(owner, id) {
      const row = await listed(owner).where('verifications.id', '=', id).executeTakeFirst();
      return row === undefined ? null : rowOf(row);
    },

    async activity(owner, span) {
      const rows = await inSpan(owner, span)
        .select(['operation', 'status', 'decision', 'failure_code', 'reasons'])
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .groupBy(['operation', 'status', 'decision', 'failure_code', 'reasons'])
        .execute();
      const counts = { match: 0, review: 0, noMatch: 0, failed: 0, other: 0 };
      const [failures, reasons, byOperation] = [tally<FailureCode>(), tally<DecisionReason>(), tally<Operation>()];
      for (const row of rows) {
        const count = Number(row.count);
        const failed = row.status === 'failed';
        counts[failed ? 'failed' : (countNames[row.decision ?? ''] ?? 'other')] += count;
        byOperation.add(operationSchema.parse(row.operation), count);
        if (failed) failures.add(failureCodeSchema.parse(row.failure_code), count);
        if (row.decision === null || row.decision === 'match') continue;
        for (const code of (row.reasons ?? '').split(' ').filter(isReason)) reasons.add(code, count);
      }
      const [middles, middle] = [await medians(owner, span, sql`operation`), await medians(owner, span, sql`1`)];
      return {
        counts,
        medianMs: middle.get('1') ?? null,
        failures: failures.mostFirst().map(([code, count]) => ({ code, count })),
        reasons: reasons.mostFirst().map(([code, count]) => ({ code, count })),
        operations: byOperation
          .mostFirst()
          .map(([operation, count]) => ({ operation, count, medianMs: middles.get(operation) ?? null })),
      };
    },

    async sessions({ applicationId, mode }, { fromEpochMs, toEpochMs }) {
      const rows = await db
        .selectFrom('sessions')
        .select(['status', ({ fn }) => fn.countAll<number>().as('count')])
        .where('application_id', '=', applicationId)
        .where('mode', '=', mode)
        .where('created_at', '>=', fromEpochMs)
        .where('created_at', '<', toEpochMs)
        .groupBy('status')
        .execute();
      return Object.fromEntries(rows.map(({ status, count }) => [sessionStatusSchema.parse(status), Number(count)]));
    },

    async reviewsWaiting(owner) {
      const row = await reviewsOf(db, owner)
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('opened_at').as('oldest')])
        .where('decided_at', 'is', null)
        .executeTakeFirstOrThrow();
      return { count: Number(row.count), oldestAtEpochMs: row.oldest };
    },

    async deliveries({ applicationId, mode }, { fromEpochMs, toEpochMs }) {
      const mine = () =>
        db.selectFrom('webhook_deliveries').where('application_id', '=', applicationId).where('mode', '=', mode);
      const rows = await mine()
        .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
        .where('created_at', '>=', fromEpochMs)
        .where('created_at', '<', toEpochMs)
        .groupBy('state')
        .execute();
      const pending = await mine()
        .select(({ fn }) => fn.min('created_at').as('oldest'))
        .where('state', '=', 'pending')
        .executeTakeFirstOrThrow();
      const counted = new Map(rows.map(({ state, count }) => [state, Number(count)]));
      const states = Object.fromEntries(deliveryStates.map((state) => [state, counted.get(state) ?? 0]));
      return { states: states as Record<DeliveryState, number>, oldestPendingAtEpochMs: pending.oldest }; // every state has its key
    },

    async deliveriesAbout({ applicationId, mode }, subjectIds, limit) {
      const rows = await db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('application_id', '=', applicationId)
        .where('mode', '=', mode)
        .where('subject_id', 'in', [...subjectIds])
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute();
      return rows.map(deliveryFromRow);
    },

    async auditAbout(applicationId, targets, limit) {
      const rows = await db
        .selectFrom('audit_entries')
        .selectAll()
        .where('log', '=', applicationId)
        .where('target', 'in', [...targets])
        .orderBy('sequence', 'desc')
        .limit(limit)
        .execute();
      return rows.map(auditEntryFromRow);
    },
  };
}

/** Of one search: whoever is verified more often than this is listed by what is newest in the page. */
const mostFound = 1000;

const countNames: Readonly<Record<string, keyof OutcomeCounts>> = {
  match: 'match',
  review: 'review',
  'no-match': 'noMatch',
};

function tally<Name>() {
  const counts = new Map<Name, number>();
  return {
    add: (name: Name, count: number): void => void counts.set(name, (counts.get(name) ?? 0) + count),
    mostFirst: (): [Name, number][] => [...counts].sort(([, a], [, b]) => b - a),
  };
}

type PlainColumn =
  'verifications.status' | 'verifications.dialect' | 'verifications.operation' | 'verifications.decision';

const plainConditions = ({ status, dialect, operation, decision }: VerificationFilter): [PlainColumn, string][] =>
  (
    [
      ['verifications.status', status === 'erased' ? undefined : status],
      ['verifications.dialect', dialect],
      ['verifications.operation', operation],
      ['verifications.decision', decision],
    ] as [PlainColumn, string | undefined][]
  ).filter((pair): pair is [PlainColumn, string] => pair[1] !== undefined);

const rowOf = (row: Listed): VerificationRow => ({
  id: row.id,
  createdAtEpochMs: row.created_at,
  dialect: dialectSchema.parse(row.dialect),
  operation: operationSchema.parse(row.operation),
  status: row.erased_at !== null ? 'erased' : statusSchema.parse(row.status),
  decision: row.decision === null ? null : decisionSchema.parse(row.decision),
  failure: row.failure_code === null ? null : failureCodeSchema.parse(row.failure_code),
  durationMs: row.duration_ms,
  sessionId: row.session_id,
  review: reviewStateOf(row),
});

function reviewStateOf({ review_opened_at: openedAt, review_decision: decision, erased_at: erasedAt }: Listed) {
  if (decision !== null) return reviewSchema.parse(decision);
  // See `reviewsOf`.
  return openedAt === null || erasedAt !== null ? null : 'waiting';
}
