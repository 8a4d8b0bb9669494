import type { Owner } from '#ports/owner.js';

/** An answer as it went out: equal requests get the same bytes again. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The body's text. */
  readonly body: string;
}

/** What an answer is about: erasing it destroys the answer as well. */
export interface AnswerSubject {
  readonly kind: 'verification' | 'session';
  readonly id: string;
}

export type IdempotencyClaim =
  /** The caller executes and then stores its answer, or releases the claim. */
  | { readonly state: 'claimed' }
  /** Somebody else executes; ask again later. */
  | { readonly state: 'running' }
  /** The key was used with another request. */
  | { readonly state: 'conflict' }
  | { readonly state: 'answered'; readonly answer: StoredAnswer };

export interface IdempotencyClaimRequest {
  readonly owner: Owner;
  readonly key: string;
  /** Digest of everything that makes the request what it is. */
  readonly fingerprint: string;
  /** Distinguishes this execution from one that took over after the lease. */
  readonly claimId: string;
  readonly nowEpochMs: number;
  /** From then on a claim without an answer counts as abandoned: its process has died. */
  readonly leaseUntilEpochMs: number;
  /** From then on the key is free again. */
  readonly expiresAtEpochMs: number;
}

/** Remembered answers of requests with an Idempotency-Key. Keys are stored as keyed hashes, answers sealed. */
export interface IdempotencyRecords {
  /** Exactly one of any number of equal requests at once, in any process, gets `claimed`. */
  claim(request: IdempotencyClaimRequest): Promise<IdempotencyClaim>;
  /**
   * Stores the answer under a claim that is still this execution's. False: another execution has taken it over, and this
   * one must not become durable.
   */
  complete(owner: Owner, key: string, claimId: string, answer: StoredAnswer, subject?: AnswerSubject): Promise<boolean>;
  /** Frees the key without an answer, where nothing was done. */
  release(owner: Owner, key: string, claimId: string): Promise<void>;
  /**
   * Frees every key without an answer; gives how many. Only where no process that lives can hold one: see `releaseAll` of
   * jobs.
   */
  releaseAll(): Promise<number>;
  /** The answers about it, opened: what a person is told who asks what is stored about them. */
  about(owner: Owner, subject: AnswerSubject): Promise<StoredAnswer[]>;
  /** Destroys the answers about it; gives how many. */
  eraseAbout(owner: Owner, subject: AnswerSubject): Promise<number>;
  /** Destroys what has expired; gives how many. */
  sweep(nowEpochMs: number): Promise<number>;
}
