import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { AnswerSubject, StoredAnswer } from '#ports/idempotency-records.js';
import type { Owner, Records } from '#ports/records.js';

/** For so long equal requests get the stored answer. */
export const answersKeptMs = 24 * 60 * 60 * 1000;

export interface ExecutedAnswer extends StoredAnswer {
  /** True: it says "not now", and the next request may try again. */
  readonly isPassing?: boolean;
}

/**
 * Stores the answer in the transaction that makes its cause durable, unless it is a passing one. Throws, and so undoes it, where
 * the claim is lost. `subject`: what it is about, where that is not what the request said.
 */
export type RememberAnswer = (inside: Records, answer: ExecutedAnswer, subject?: AnswerSubject) => Promise<void>;

export interface IdempotentRequest {
  readonly owner: Owner;
  /** The caller's Idempotency-Key. */
  readonly key: string;
  /** Digest of method, route, parameters and body. */
  readonly fingerprint: string;
  /** What the answer is about: erasing that destroys the stored answer as well. */
  readonly subject?: AnswerSubject;
}

/**
 * Executes once for any number of equal requests, and gives all of them the same answer. `execute` should hand its
 * answer to `remember` inside its own transaction; else it is stored once it is there. Failures: `idempotency-conflict`,
 * and `idempotency-in-progress` where another execution takes longer than this one may wait.
 */
export interface Idempotency {
  run(
    request: IdempotentRequest,
    execute: (remember: RememberAnswer) => Promise<ExecutedAnswer>,
  ): Promise<Outcome<StoredAnswer>>;
}

/** The claim was taken over by another execution after its lease: this one must leave no trace. */
class ClaimLostError extends Error {
  override readonly name = 'ClaimLostError';
}

export function createIdempotency(dependencies: {
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A claim older than this belongs to a process that died. */
  readonly leaseMs: number;
  /** How long a request waits for an equal one that is being executed. */
  readonly waitMs: number;
  readonly pollMs?: number;
}): Idempotency {
  const { records, now, leaseMs, waitMs, pollMs = 100 } = dependencies;
  /** Executions of this process: those who wait for one need not ask the database. */
  const running = new Map<string, Promise<unknown>>();

  async function executeClaimed(
    { owner, key, subject }: IdempotentRequest,
    claimId: string,
    execute: (remember: RememberAnswer) => Promise<ExecutedAnswer>,
  ): Promise<StoredAnswer> {
    let remembered = false;
    const complete = (into: Records, stored: StoredAnswer, about: AnswerSubject | undefined): Promise<boolean> =>
      into.idempotency.complete(owner, key, claimId, stored, about);
    // Where that fails too, the claim ends with its lease; what is told is why there was nothing to remember.
    const release = (): Promise<void> => records.idempotency.release(owner, key, claimId).catch(() => undefined);
    try {
      const answer = await execute(async (inside, stored, about = subject) => {
        if (stored.isPassing) return;
        if (!(await complete(inside, stored, about))) throw new ClaimLostError();
        remembered = true;
      });
      // What a transaction stored before it was run again, and ended in "not now", came to nothing.
      const isKept = !answer.isPassing && (remembered || (await complete(records, answer, subject)));
      if (!isKept) await release();
      return answer;
    } catch (error) {
      // Also what was remembered, for its transaction may have come to nothing; a stored answer stays.
      await release();
      throw error;
    }
  }

  return {
    async run(request, execute) {
      const { owner, key, fingerprint } = request;
      const place = JSON.stringify([owner.applicationId, owner.mode, key]);
      const deadline = performance.now() + waitMs;
      for (;;) {
        await Promise.race([
          running.get(place),
          sleep(Math.max(0, deadline - performance.now()), null, { ref: false }),
        ]);
        const claimId = randomUUID();
        const nowEpochMs = now();
        const claim = await records.idempotency.claim({
          owner,
          key,
          fingerprint,
          claimId,
          nowEpochMs,
          leaseUntilEpochMs: nowEpochMs + leaseMs,
          expiresAtEpochMs: nowEpochMs + answersKeptMs,
        });
        if (claim.state === 'answered') return ok(claim.answer);
        if (claim.state === 'conflict') return fail({ code: 'idempotency-conflict' });
        if (claim.state === 'claimed') {
          const execution = executeClaimed(request, claimId, execute);
          running.set(
            place,
            execution.catch(() => undefined),
          );
          try {
            return ok(await execution);
          } catch (error) {
            // Undone: whoever took the claim over has the answer, or will have it.
            if (!(error instanceof ClaimLostError)) throw error;
          } finally {
            running.delete(place);
          }
        }
        if (performance.now() >= deadline) return fail({ code: 'idempotency-in-progress' });
        await sleep(pollMs);
      }
    },
  };
}
