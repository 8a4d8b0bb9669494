import type { Dialect } from '#domain/dialect.js';
import type { AuditEntry } from '#domain/audit.js';
import type { FailureCode } from '#domain/failure.js';
import type { Operation } from '#domain/operation.js';
import type { SessionStatus } from '#domain/session.js';
import type { Decision, DecisionReason } from '#domain/verification.js';
import type { Owner, PageMark } from '#ports/owner.js';
import type { DeliveryState, WebhookDelivery } from '#ports/webhook-records.js';

/** A verification as it is listed: nothing sealed was opened. */
export interface VerificationRow {
  readonly id: string;
  readonly createdAtEpochMs: number;
  readonly dialect: Dialect;
  readonly operation: Operation;
  readonly status: 'completed' | 'failed' | 'erased';
  /** Null: nothing was decided, or it was stored before decisions were kept beside the result. */
  readonly decision: Decision | null;
  readonly failure: FailureCode | null;
  readonly durationMs: number | null;
  readonly sessionId: string | null;
  readonly review: 'waiting' | 'approved' | 'rejected' | null;
}

/** All that is named has to hold. */
export interface VerificationFilter {
  /** An id, a user identifier or a document number, whole. */
  readonly search?: string;
  readonly status?: VerificationRow['status'];
  readonly dialect?: Dialect;
  readonly operation?: Operation;
  readonly decision?: Decision;
  readonly fromEpochMs?: number;
  /** Not included. */
  readonly toEpochMs?: number;
}

/** A time; its end is not included. */
export interface Span {
  readonly fromEpochMs: number;
  readonly toEpochMs: number;
}

/** How calls that work on pictures ended. */
export interface OutcomeCounts {
  readonly match: number;
  readonly review: number;
  readonly noMatch: number;
  readonly failed: number;
  /** Completed without a decision, or erased. */
  readonly other: number;
}

/** What happened in a time. Medians are of how long calls took; null: of none it is known. Lists begin with what is most frequent. */
export interface Activity {
  readonly counts: OutcomeCounts;
  readonly medianMs: number | null;
  readonly failures: readonly { readonly code: FailureCode; readonly count: number }[];
  readonly reasons: readonly { readonly code: DecisionReason; readonly count: number }[];
  readonly operations: readonly {
    readonly operation: Operation;
    readonly count: number;
    readonly medianMs: number | null;
  }[];
}

/** What the dashboard lists and counts. Everything is bounded by a page, or by a time and an index over it. */
export interface InsightRecords {
  /** Newest first. */
  verifications(
    owner: Owner,
    options: { readonly limit: number; readonly before: PageMark | null; readonly filter: VerificationFilter },
  ): Promise<VerificationRow[]>;
  verification(owner: Owner, id: string): Promise<VerificationRow | null>;
  activity(owner: Owner, span: Span): Promise<Activity>;
  sessions(owner: Owner, span: Span): Promise<Partial<Record<SessionStatus, number>>>;
  reviewsWaiting(owner: Owner): Promise<{ readonly count: number; readonly oldestAtEpochMs: number | null }>;
  deliveries(
    owner: Owner,
    span: Span,
  ): Promise<{ readonly states: Record<DeliveryState, number>; readonly oldestPendingAtEpochMs: number | null }>;
  /** Newest first. */
  deliveriesAbout(owner: Owner, subjectIds: readonly string[], limit: number): Promise<WebhookDelivery[]>;
  /** Of the application's log, newest first. */
  auditAbout(applicationId: string, targets: readonly string[], limit: number): Promise<AuditEntry[]>;
}
