import type { Records } from '#ports/records.js';

/** What lies in one queue of jobs, over all servers of the database. */
export interface QueueBacklog {
  readonly queue: string;
  /** Due and not begun; `mostCounted` where there are more. */
  readonly due: number;
  /** How long the oldest of them has been due; 0: none is. */
  readonly oldestDueMs: number;
  readonly givenUp: number;
}

export interface BacklogReader {
  /** What is no older than `keptMs`. Null: the database did not answer in time, or with a fault. */
  read(): Promise<readonly QueueBacklog[] | null>;
}

/** A backlog is long or it is not: counting goes no further, so that a look stays as cheap as it was. */
export const mostCounted = 10_000;
/** Several who watch, or one in a hurry, make no more work than one. */
const keptMs = 5000;
/** Well within the 10 s that a scrape usually has: what takes longer counts as unreachable. */
const defaultPatienceMs = 2000;

/** Reads the queues by index alone, at most once in `keptMs`, and never waits for longer than `patienceMs` (2 s). */
export function createBacklogReader(dependencies: {
  readonly records: Pick<Records, 'jobs'>;
  /** What a queue is called here → its name. */
  readonly queues: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a steady clock. */
  readonly clock?: () => number;
  readonly patienceMs?: number;
}): BacklogReader {
  const { records, queues, now, clock = () => performance.now(), patienceMs = defaultPatienceMs } = dependencies;
  let looking: Promise<readonly QueueBacklog[] | null> | null = null;
  let last: { readonly atMs: number; readonly backlog: readonly QueueBacklog[] | null } | null = null;

  async function look(): Promise<QueueBacklog[]> {
    const nowEpochMs = now();
    const failed = await records.jobs.countFailed(mostCounted);
    const backlog: QueueBacklog[] = [];
    for (const [queue, name] of Object.entries(queues)) {
      const due = await records.jobs.countDue(name, { nowEpochMs, limit: mostCounted });
      const dueAt = due === 0 ? null : await records.jobs.nextDueAt(name);
      const oldestDueMs = dueAt === null ? 0 : Math.max(0, nowEpochMs - dueAt);
      backlog.push({ queue, due, oldestDueMs, givenUp: failed[name] ?? 0 });
    }
    return backlog;
  }

  /** One at a time: looks that hang must not take connection after connection. */
  function begin(): Promise<readonly QueueBacklog[] | null> {
    looking ??= look()
      .catch(() => null)
      .then((backlog) => {
        last = { atMs: clock(), backlog };
        looking = null;
        return backlog;
      });
    return looking;
  }

  return {
    async read() {
      if (looking === null && last !== null && clock() - last.atMs < keptMs) return last.backlog;
      return within(patienceMs, begin());
    },
  };
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, timeoutMs, null);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
