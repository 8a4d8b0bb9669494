import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';
import type { Measures } from '#ports/measures.js';
import type { Records } from '#ports/records.js';
import { createJobRunner, type JobQueue, type JobRunner, type JobTrouble } from '#services/jobs/job-runner.js';
import type { AttemptDelivery } from '#services/webhooks/attempt-delivery.js';
import { createDeliver } from '#services/webhooks/deliver.js';
import { deliveryQueue } from '#services/webhooks/delivery-queue.js';

/** How long a job of another process may lie before this one sees it. */
const pollMs = 1000;
/** An attempt takes 10 s at most, and its log a moment more. */
const deliveryLeaseMs = 30_000;
/** Slow receivers must not hold up the others; an attempt is a socket and a few kilobytes. */
const deliveriesAtOnce = 32;

/** Starts the work of this process that nobody waits for. */
export function startJobs(parts: {
  readonly records: Records;
  readonly attempt: AttemptDelivery;
  /** Queues beside that of deliveries. */
  readonly queues?: Readonly<Record<string, JobQueue>>;
  readonly logger: FastifyBaseLogger;
  readonly measures: Pick<Measures, 'jobTroubled'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): JobRunner {
  const { records, attempt, queues = {}, logger, measures, now } = parts;
  const random = Math.random;
  const runner = createJobRunner({
    records,
    queues: {
      ...queues,
      [deliveryQueue]: {
        ...createDeliver({ records, attempt, now, random }),
        concurrency: deliveriesAtOnce,
        leaseMs: deliveryLeaseMs,
      },
    },
    workerId: `${hostname()}/${process.pid}/${randomUUID().slice(0, 8)}`,
    pollMs,
    now,
    random,
    onTrouble: (trouble) => {
      logTrouble(logger, trouble);
      measures.jobTroubled(trouble);
    },
  });
  runner.start();
  return runner;
}

/** Where it happened, not what it said: a message may quote what it could not parse. */
function logTrouble(logger: FastifyBaseLogger, { event, queue, jobId, error }: JobTrouble): void {
  if (!(error instanceof Error)) {
    logger.warn({ event, queue, jobId });
    return;
  }
  logger.error({
    event,
    queue,
    jobId,
    error: error.name,
    code: 'code' in error && typeof error.code === 'string' ? error.code : null,
    stack: (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')),
  });
}
