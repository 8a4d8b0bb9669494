import type { Owner } from '#ports/owner.js';

/** Work that is to be done later, at least once, by whichever process comes first. */
export interface NewJob {
  /** Which kind of work; a runner takes the queues that it has handlers for. */
  readonly queue: string;
  /** One job of a queue per key, waiting or running: enqueueing it again changes nothing. Never a personal value. */
  readonly uniqueKey: string;
  /** Whom it is for; null: the installation. */
  readonly owner: Owner | null;
  /** JSON, sealed by the implementation; null where the key says everything, and always for the installation. */
  readonly payload: Readonly<Record<string, unknown>> | null;
  readonly createdAtEpochMs: number;
  /** Not before. */
  readonly runAtEpochMs: number;
}

/** A job in the hands of one worker until its lease ends. */
export interface ClaimedJob extends Omit<NewJob, 'runAtEpochMs'> {
  readonly id: string;
  /** This claim; another one has another id. */
  readonly claimId: string;
  /** How often it was claimed, this time included. */
  readonly claims: number;
  /** How many claims in a row ended in a fault before this one. */
  readonly faults: number;
}

export interface ClaimOptions {
  readonly limit: number;
  /** After it the job counts as abandoned, because its worker has died, and is claimed again. */
  readonly leaseMs: number;
  /** For whoever looks at the table. */
  readonly workerId: string;
  readonly nowEpochMs: number;
}

/**
 * What a claim's holder says of it; every one gives false where the claim is no longer the job's: its lease ended and
 * somebody else has it, or it was hurried or cancelled.
 */
export interface JobRecords {
  /** Part of the transaction that it is called in. False: there is such a job already. */
  enqueue(job: NewJob): Promise<boolean>;
  /** Due jobs, those due longest first. No two claims get the same job while its lease lasts, in any process. */
  claim(queue: string, options: ClaimOptions): Promise<ClaimedJob[]>;
  /** Done: the job and its payload are destroyed, its key is free. */
  complete(job: ClaimedJob): Promise<boolean>;
  /** Not done: to be claimed again then. `faults`: those in a row until now, 0 unless told. */
  retryAt(job: ClaimedJob, runAtEpochMs: number, faults?: number): Promise<boolean>;
  /** Given up: kept for the operator until it is swept, its key is free. */
  fail(job: ClaimedJob, atEpochMs: number): Promise<boolean>;
  /** Holds it for longer. */
  extend(job: ClaimedJob, leaseUntilEpochMs: number): Promise<boolean>;
  /**
   * Lets every claimed job become due at once; gives how many. Only where no process that lives can hold one: on a database
   * that one server works on alone, when it starts.
   */
  releaseAll(nowEpochMs: number): Promise<number>;
  /**
   * Begins a job anew: due at once, without faults, and in nobody's hands, since whoever works at it began before. False:
   * there is none.
   */
  hurry(queue: string, uniqueKey: string, nowEpochMs: number): Promise<boolean>;
  /** When the next job of a queue, or the lease of one, is due; null: the queue is empty. */
  nextDueAt(queue: string): Promise<number | null>;
  /** Jobs that are due and in nobody's hands, `limit` at most. */
  countDue(queue: string, options: { readonly nowEpochMs: number; readonly limit: number }): Promise<number>;
  /** Jobs that were given up, per queue; `limit` of all of them at most. */
  countFailed(limit: number): Promise<Readonly<Record<string, number>>>;
  /** Destroys jobs given up before; gives how many, some hundreds at most: come back until it gives 0. */
  sweep(beforeEpochMs: number): Promise<number>;
  /**
   * Calls `listener` with the queue once a transaction of this process that enqueued something is durable. Gives the
   * function that ends it.
   */
  whenEnqueued(listener: (queue: string) => void): () => void;
}
