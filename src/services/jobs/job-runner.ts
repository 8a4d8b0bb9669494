import type { ClaimedJob } from '#ports/jobs.js';
import type { Records } from '#ports/records.js';
import { backoffMs } from '#services/jobs/backoff.js';
import { createWakeUp } from '#services/jobs/wake-up.js';

/**
 * What comes of a job. `settle` becomes durable together with it, or not at all where the job is no longer this
 * process's, because its lease ended and another one has it.
 */
export type JobVerdict =
  | { readonly next: 'complete' | 'fail'; readonly settle?: Settle }
  | { readonly next: 'retry'; readonly runAtEpochMs: number; readonly settle?: Settle };
type Settle = (inside: Records) => Promise<void>;

/** Does one job. Throwing is a fault: the job is tried again later. `signal`: the process stops now. */
export type JobHandler = (job: ClaimedJob, signal: AbortSignal) => Promise<JobVerdict>;

export interface JobQueue {
  readonly handle: JobHandler;
  /** Becomes durable together with giving a job up whose handler threw too often; left out, nothing does. */
  readonly onGivenUp?: (job: ClaimedJob, inside: Records) => Promise<void>;
  /** Jobs at the same time in this process. */
  readonly concurrency: number;
  /** Longer than any job takes: then another process takes over. */
  readonly leaseMs: number;
}

/** For the log: nothing of a job but its queue and id. */
export interface JobTrouble {
  readonly event: 'job-fault' | 'job-given-up' | 'job-lost' | 'queue-unreachable';
  readonly queue: string;
  readonly jobId: string | null;
  readonly error: unknown;
}

export interface JobRunnerOptions {
  readonly records: Records;
  readonly queues: Readonly<Record<string, JobQueue>>;
  readonly workerId: string;
  /** Longest time between two looks; a job of this process is seen at once, one of another by then. */
  readonly pollMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly onTrouble: (trouble: JobTrouble) => void;
}

export interface JobRunner {
  start(): void;
  /** Does what is due, and what becomes due meanwhile; gives how many. Not beside `start`. */
  runDue(): Promise<number>;
  /**
   * Claims nothing more and waits for what is being done; what is not done by then is told to stop and given back, for
   * another process or the next start. Resolves when none of it is this process's any more; called again, at the same time.
   */
  stop(timeoutMs: number): Promise<void>;
}

/** A handler that throws this often in a row has a fault that time does not mend. */
const mostFaults = 20;
/** What is told to stop gets this long to say what came of it. */
const graceMs = 250;

export function createJobRunner(options: JobRunnerOptions): JobRunner {
  const { records, queues, workerId, pollMs, now, random, onTrouble } = options;
  const names = Object.keys(queues);
  const running = new Map<ClaimedJob, Promise<void>>();
  const stopped = new AbortController();
  const wakeUps = new Map(names.map((name) => [name, createWakeUp()]));
  let stopping = false;
  let stop: Promise<void> | null = null;
  let loops: Promise<void>[] = [];
  let unsubscribe = (): void => undefined;

  async function run(job: ClaimedJob, { handle, onGivenUp }: JobQueue): Promise<void> {
    const { queue, id: jobId } = job;
    let verdict: JobVerdict;
    let faults = 0;
    try {
      verdict = await handle(job, stopped.signal);
    } catch (error) {
      faults = job.faults + 1;
      const givenUp = faults >= mostFaults;
      onTrouble({ event: givenUp ? 'job-given-up' : 'job-fault', queue, jobId, error });
      verdict = givenUp
        ? { next: 'fail', settle: async (inside) => onGivenUp?.(job, inside) }
        : { next: 'retry', runAtEpochMs: now() + backoffMs(faults, random) };
    }
    try {
      const held = await records.inTransaction(async (inside) => {
        const ours = await conclude(inside, job, verdict, faults);
        if (ours) await verdict.settle?.(inside);
        return ours;
      });
      if (!held) onTrouble({ event: 'job-lost', queue, jobId, error: null });
    } catch (error) {
      // Its lease ends, and it is done again.
      onTrouble({ event: 'job-fault', queue, jobId, error });
    }
  }

  async function conclude(inside: Records, job: ClaimedJob, verdict: JobVerdict, faults: number): Promise<boolean> {
    if (verdict.next === 'retry') return inside.jobs.retryAt(job, verdict.runAtEpochMs, faults);
    return verdict.next === 'complete' ? inside.jobs.complete(job) : inside.jobs.fail(job, now());
  }

  /** Claims as much as there is room for, and begins it. */
  async function take(name: string, queue: JobQueue): Promise<number> {
    const { concurrency, leaseMs } = queue;
    const limit = concurrency - [...running.keys()].filter(({ queue }) => queue === name).length;
    if (limit <= 0) return 0;
    const jobs = await records.jobs.claim(name, { limit, leaseMs, workerId, nowEpochMs: now() });
    for (const job of jobs) {
      const done = run(job, queue).finally(() => {
        running.delete(job);
        wakeUps.get(name)?.wake();
      });
      running.set(job, done);
    }
    return jobs.length;
  }

  /** Until the next job is due, a poll at most; both shifted, so that processes do not look in step. */
  async function restMs(name: string): Promise<number> {
    const jittered = pollMs * (0.75 + 0.5 * random());
    const dueAt = await records.jobs.nextDueAt(name);
    return dueAt === null ? jittered : Math.min(jittered, Math.max(dueAt - now(), 0) + 5 + 20 * random());
  }

  async function loop(name: string, queue: JobQueue): Promise<void> {
    const wakeUp = wakeUps.get(name)!;
    while (!stopping) {
      let rest = pollMs;
      try {
        if ((await take(name, queue)) > 0) continue;
        const full = [...running.keys()].filter((job) => job.queue === name).length >= queue.concurrency;
        if (!full) rest = await restMs(name);
      } catch (error) {
        onTrouble({ event: 'queue-unreachable', queue: name, jobId: null, error });
      }
      if (!stopping) await wakeUp.wait(rest);
    }
  }

  return {
    start() {
      unsubscribe = records.jobs.whenEnqueued((queue) => wakeUps.get(queue)?.wake());
      loops = names.map((name) => loop(name, queues[name]!));
    },
    async runDue() {
      let done = 0;
      for (;;) {
        const taken = await Promise.all(names.map((name) => take(name, queues[name]!)));
        const count = taken.reduce((sum, each) => sum + each, 0);
        if (count === 0 && running.size === 0) return done;
        done += count;
        await Promise.race(running.values());
      }
    },
    stop(timeoutMs) {
      stop ??= stopWithin(timeoutMs);
      return stop;
    },
  };

  async function stopWithin(timeoutMs: number): Promise<void> {
    stopping = true;
    unsubscribe();
    wakeUps.forEach((wakeUp) => wakeUp.wake());
    // A look at a store that hangs ends when the store's own limits end it; what it claims comes back with its lease.
    const all = Promise.all(loops).then(() => Promise.allSettled([...running.values()]));
    if (await isDoneWithin(all, timeoutMs)) return;
    stopped.abort();
    if (await isDoneWithin(all, graceMs)) return;
    // A handler that goes on after this finds that the job is no longer its own.
    const givenBack = [...running.keys()].map((job) =>
      records.jobs.retryAt(job, now(), job.faults).catch((error: unknown) => {
        onTrouble({ event: 'queue-unreachable', queue: job.queue, jobId: job.id, error });
      }),
    );
    await isDoneWithin(Promise.all(givenBack), graceMs);
  }
}

async function isDoneWithin(work: Promise<unknown>, timeoutMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
  });
  const done = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return done;
}
