import type { Mode } from '#domain/access.js';
import type { SessionKind, SessionState, SessionStatus } from '#domain/session.js';
import type { SessionPersonal } from '#domain/session-result.js';
import type { Owner, PageMark } from '#ports/owner.js';

/** Which browsers a link is bound to. Keyed hashes (hex) of the secrets in their cookies. */
export interface SessionClaim {
  /** May act; null: nobody has acted yet. */
  readonly owner: string | null;
  /** Were owners before the session moved to another device; they may look on. */
  readonly followers: readonly string[];
  /** A way for one other browser to become the owner. */
  readonly continuation: { readonly hash: string; readonly expiresAtEpochMs: number } | null;
  /** Were given a cookie and have not brought it back; the first of them that acts becomes the owner. */
  readonly candidates: readonly string[];
}

/** Of a link with which nobody has done anything. */
export const unclaimed: SessionClaim = { owner: null, followers: [], continuation: null, candidates: [] };

export interface SessionRecord {
  /** UUID. */
  readonly id: string;
  readonly applicationId: string;
  readonly mode: Mode;
  /** The key that made it. */
  readonly keyId: string;
  readonly kind: SessionKind;
  /** Keyed hash of the token in its link; 32 bytes. */
  readonly tokenHash: Uint8Array;
  readonly createdAtEpochMs: number;
  readonly state: SessionState;
  readonly claim: SessionClaim;
  /** When the person agreed to what is taken and why. */
  readonly consentedAtEpochMs: number | null;
  readonly personal: SessionPersonal;
  /** Counts changes: whoever changes a session must have read its newest state. */
  readonly version: number;
}

/** A session without what is sealed. */
export interface SessionSummary {
  readonly id: string;
  readonly kind: SessionKind;
  readonly createdAtEpochMs: number;
  readonly state: SessionState;
  readonly erasedAtEpochMs: number | null;
}

/** A value by which a session can be found again. Only its keyed hash is stored. */
export interface SessionLookup {
  readonly name: 'user-identifier' | 'external-id';
  readonly value: string;
}

/** Sessions and what they hold about a person, which is sealed under a key of each session's own. */
export interface SessionRecords {
  /** Found later by its user identifier and external id, where it has them. Its version is 1. */
  add(record: Omit<SessionRecord, 'version'>): Promise<void>;
  /** Of any application: who holds the token is known by nothing else. Null also once it was erased. */
  findByToken(tokenHash: Uint8Array): Promise<SessionRecord | null>;
  /** Its version alone, for whoever waits for changes. Null: there is none, or it was erased. */
  findVersion(tokenHash: Uint8Array): Promise<number | null>;
  /** Null also when the session is another's, or was erased. */
  find(owner: Owner, id: string): Promise<SessionRecord | null>;
  /** Newest first, at most `limit`; those older than `before`, the last one of the page before. */
  page(
    owner: Owner,
    options: { readonly limit: number; readonly before: PageMark | null; readonly status?: SessionStatus },
  ): Promise<SessionSummary[]>;
  /** Ids, newest first. */
  findByLookup(owner: Owner, lookup: SessionLookup): Promise<string[]>;
  /**
   * Stores state, claim, consent and personal part of a session that was read as `record.version`; its version is one
   * more afterwards. False: somebody else has changed or erased it since, and nothing is stored.
   */
  update(record: SessionRecord): Promise<boolean>;
  /** Running sessions of all applications whose time was up at `nowEpochMs`, the most overdue first. */
  dueForExpiry(nowEpochMs: number, limit: number): Promise<{ readonly owner: Owner; readonly id: string }[]>;
  /**
   * Destroys the key of the personal part and every lookup. A running session is to be cancelled first. False: there
   * was nothing to erase.
   */
  erase(owner: Owner, id: string, atEpochMs: number): Promise<boolean>;
  /** Removes sessions of both modes that ended before, with their keys; at most 500. Gives how many. */
  sweep(applicationId: string, endedBeforeEpochMs: number): Promise<number>;
}
