import type { ApiKey, Application, Mode } from '#domain/access.js';
import type { ApplicationSettings } from '#domain/application-settings.js';
import type { Dialect } from '#domain/dialect.js';
import type { Failure } from '#domain/failure.js';
import type { Operation, ResultOf } from '#domain/operation.js';
import type { VerificationContext } from '#domain/verification-context.js';
import type { AuditRecords } from '#ports/audit-records.js';
import type { CapturePrintRecords } from '#ports/capture-prints.js';
import type { FileRecords } from '#ports/file-records.js';
import type { IdempotencyRecords } from '#ports/idempotency-records.js';
import type { InsightRecords } from '#ports/insight-records.js';
import type { InstallationRecords } from '#ports/installation-records.js';
import type { Owner, PageMark } from '#ports/owner.js';
import type { PolicyRecords } from '#ports/policy-records.js';
import type { ReviewRecords } from '#ports/review-records.js';
import type { SessionRecords } from '#ports/session-records.js';
import type { JobRecords } from '#ports/jobs.js';
import type { TemplateRecords } from '#ports/template-records.js';
import type { UsageRecords } from '#ports/usage-records.js';
import type { UserRecords } from '#ports/user-records.js';
import type { WebhookRecords } from '#ports/webhook-records.js';

export type { Owner, PageMark } from '#ports/owner.js';

/**
 * What the server remembers. Every write is durable (it survives kill -9 and power loss) before its promise resolves.
 * Whatever holds personal data is sealed by the implementation; callers hand over and get plain values.
 */
export interface Records {
  readonly applications: ApplicationRecords;
  readonly keys: KeyRecords;
  readonly verifications: VerificationRecords;
  readonly idempotency: IdempotencyRecords;
  readonly usage: UsageRecords;
  readonly audit: AuditRecords;
  readonly reviews: ReviewRecords;
  readonly sessions: SessionRecords;
  readonly capturePrints: CapturePrintRecords;
  readonly jobs: JobRecords;
  readonly webhooks: WebhookRecords;
  readonly files: FileRecords;
  readonly templates: TemplateRecords;
  readonly users: UserRecords;
  readonly insights: InsightRecords;
  readonly policies: PolicyRecords;
  readonly installation: InstallationRecords;
  /**
   * All writes of `work` become durable together, or none does, and what it read still holds when it writes. `work` must
   * use the records it is given, and have no other effect: where it collides with another it is run again.
   */
  inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
  /**
   * Removes the copies of destroyed rows that the database still keeps beside its tables. Within a transaction
   * it happens once that is durable; what erases through these records asks for it by itself.
   */
  purgeOldPages(): Promise<void>;
}

export interface ApplicationRecords {
  create(application: Application): Promise<void>;
  find(applicationId: string): Promise<Application | null>;
  /** Oldest first. */
  list(): Promise<Application[]>;
  /** False when there is no such application. */
  changeSettings(applicationId: string, settings: ApplicationSettings): Promise<boolean>;
}

export interface StoredKey extends ApiKey {
  /** Keyed hash of the whole key; 32 bytes. */
  readonly secretHash: Uint8Array;
}

export interface KeyRecords {
  create(key: StoredKey): Promise<void>;
  /** Revoked keys too: the caller decides. Never cached, so that a revocation holds at once. */
  find(keyId: string): Promise<StoredKey | null>;
  /** Oldest first; of one application, or of all. */
  list(applicationId?: string): Promise<ApiKey[]>;
  /** False when there is no such key or it was revoked before. */
  revoke(keyId: string, atEpochMs: number): Promise<boolean>;
}

export type StoredResult<O extends Operation> =
  | { readonly status: 'completed'; readonly value: ResultOf<O> }
  | { readonly status: 'failed'; readonly failure: Failure };

/** One call that worked on pictures: what was asked, by whom, and what came of it. */
export interface VerificationRecord<O extends Operation = Operation> {
  /** UUID; the `transactionId` of the wire. */
  readonly id: string;
  readonly applicationId: string;
  /** The key that asked for it. */
  readonly keyId: string;
  readonly mode: Mode;
  readonly dialect: Dialect;
  readonly operation: O;
  readonly createdAtEpochMs: number;
  /** The session that it was part of. */
  readonly sessionId: string | null;
  readonly context: VerificationContext;
  readonly result: StoredResult<O>;
  /** How long the call took; told by the lists and figures of `InsightRecords` alone. */
  readonly durationMs?: number;
}

/** A record whose sealed part was destroyed: that it took place is still known, what it said is not. */
export interface ErasedVerification extends Omit<VerificationRecord, 'result'> {
  readonly result: { readonly status: 'erased'; readonly erasedAtEpochMs: number };
}

/** A record without what is sealed. */
export interface VerificationSummary extends Omit<VerificationRecord, 'result' | 'context'> {
  readonly status: 'completed' | 'failed' | 'erased';
}

/** A value by which a verification can be found again. Only its keyed hash is stored. */
export interface Lookup {
  readonly name: 'document-number' | 'user-identifier';
  readonly value: string;
}

export interface VerificationRecords {
  add(record: VerificationRecord, lookups: readonly Lookup[]): Promise<void>;
  /** Null also when the record belongs to another application. */
  find(owner: Owner, id: string): Promise<VerificationRecord | ErasedVerification | null>;
  /** Newest first, at most `limit`; those older than `before`, the last one of the page before. */
  page(
    owner: Owner,
    options: { readonly limit: number; readonly before: PageMark | null },
  ): Promise<VerificationSummary[]>;
  /** Ids, newest first. */
  findByLookup(owner: Owner, lookup: Lookup): Promise<string[]>;
  findSummary(owner: Owner, id: string): Promise<VerificationSummary | null>;
  /** Oldest first. */
  ofSession(owner: Owner, sessionId: string): Promise<VerificationSummary[]>;
  /** Those made before then and not erased, of both modes, oldest first. */
  dueBefore(
    applicationId: string,
    createdBeforeEpochMs: number,
    limit: number,
  ): Promise<{ readonly owner: Owner; readonly id: string }[]>;
  /** Destroys the key of the sealed part and every lookup. False when there was nothing to erase. */
  erase(owner: Owner, id: string, atEpochMs: number): Promise<boolean>;
}
