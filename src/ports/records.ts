import type { ApiKey, Application, Mode } from '#domain/access.js';
import type { Failure } from '#domain/failure.js';
import type { Verification } from '#domain/verification.js';

/**
 * What the server remembers. Every write is durable (it survives kill -9 and power loss) before its promise resolves.
 * Whatever holds personal data is sealed by the implementation; callers hand over and get plain values.
 */
export interface Records {
  readonly applications: ApplicationRecords;
  readonly keys: KeyRecords;
  readonly verifications: VerificationRecords;
  /** All writes of `work` become durable together, or none does. `work` must use the records it is given. */
  inTransaction<T>(work: (records: Records) => Promise<T>): Promise<T>;
}

export interface ApplicationRecords {
  create(application: Application): Promise<void>;
  find(applicationId: string): Promise<Application | null>;
  /** Oldest first. */
  list(): Promise<Application[]>;
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

/** Which call made the record. */
export const verificationOperations = ['doc-identify'] as const;
export type VerificationOperation = (typeof verificationOperations)[number];

export type VerificationResult =
  | { readonly status: 'completed'; readonly verification: Verification }
  | { readonly status: 'failed'; readonly failure: Failure };

export interface VerificationRecord {
  /** UUID; the `transactionId` of the wire. */
  readonly id: string;
  readonly applicationId: string;
  /** The key that asked for it. */
  readonly keyId: string;
  readonly mode: Mode;
  readonly operation: VerificationOperation;
  readonly createdAtEpochMs: number;
  readonly result: VerificationResult;
}

/** A record whose sealed part was destroyed: that it took place is still known, what it said is not. */
export interface ErasedVerification extends Omit<VerificationRecord, 'result'> {
  readonly result: { readonly status: 'erased'; readonly erasedAtEpochMs: number };
}

/** A value by which a verification can be found again. Only its keyed hash is stored. */
export interface Lookup {
  readonly name: 'document-number';
  readonly value: string;
}

export interface VerificationRecords {
  add(record: VerificationRecord, lookups: readonly Lookup[]): Promise<void>;
  /** Null also when the record belongs to another application. */
  find(applicationId: string, id: string): Promise<VerificationRecord | ErasedVerification | null>;
  /** Ids, newest first. */
  findByLookup(applicationId: string, lookup: Lookup): Promise<string[]>;
  /** Destroys the key of the sealed part and every lookup. False when there was nothing to erase. */
  erase(applicationId: string, id: string, atEpochMs: number): Promise<boolean>;
}
