import type { Records } from '#ports/records.js';
import type { JobQueue } from '#services/jobs/job-runner.js';
import type { ReEnrol, ReEnrolment } from '#services/templates/re-enrol.js';

/** One sample takes a second; whoever does not tell of one for so long has died. */
const leaseMs = 120_000;

/** A queue of each recogniser: a server that runs with another one leaves it alone. */
export const reEnrolQueue = (recogniserDigest: string): string => `re-enrol-${recogniserDigest.slice(0, 16)}`;

/**
 * Asks for the samples of other recognisers to be seen again, where there are any with a picture. The job is durable: the
 * next start goes on with it. Gives whether there is something to do.
 */
export async function requestReEnrolment(
  records: Pick<Records, 'templates' | 'jobs'>,
  recogniserDigest: string,
  nowEpochMs: number,
): Promise<boolean> {
  const { withPicture } = await records.templates.countOutdated(recogniserDigest, null);
  if (withPicture === 0) return false;
  await records.jobs.enqueue({
    queue: reEnrolQueue(recogniserDigest),
    uniqueKey: recogniserDigest,
    owner: null,
    payload: null,
    createdAtEpochMs: nowEpochMs,
    runAtEpochMs: nowEpochMs,
  });
  return true;
}

/** Does it, one sample after the other, in one process at a time. `onDone`: once it has looked at all of them. */
export function createReEnrolQueue(dependencies: {
  readonly records: Pick<Records, 'jobs'>;
  readonly reEnrol: ReEnrol;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onDone: (done: ReEnrolment) => void;
}): JobQueue {
  const { records, reEnrol, now, onDone } = dependencies;
  return {
    concurrency: 1,
    leaseMs,
    async handle(job, signal) {
      let lost = false;
      const done = await reEnrol({
        stopped: () => signal.aborted,
        async onProgress() {
          lost = !(await records.jobs.extend(job, now() + leaseMs));
          return !lost;
        },
      });
      if (signal.aborted || lost) return { next: 'retry', runAtEpochMs: now() };
      onDone(done);
      return { next: 'complete' };
    },
  };
}
