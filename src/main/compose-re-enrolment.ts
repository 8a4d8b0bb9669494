import type { FastifyBaseLogger } from 'fastify';
import type { EnginePool } from '#engine/pool/engine-pool.js';
import type { Records } from '#ports/records.js';
import type { JobQueue } from '#services/jobs/job-runner.js';
import type { EnrolmentImages } from '#services/templates/enrolment-images.js';
import { createReEnrol } from '#services/templates/re-enrol.js';
import { createReEnrolQueue, reEnrolQueue, requestReEnrolment } from '#services/templates/re-enrol-job.js';

/** Begins to see enrolled people again where another recogniser saw them; the queue is for the process's jobs. */
export async function composeReEnrolment(options: {
  readonly records: Records;
  readonly images: EnrolmentImages;
  readonly pool: EnginePool;
  readonly logger: FastifyBaseLogger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): Promise<{ readonly queues: Readonly<Record<string, JobQueue>> }> {
  const { records, images, pool, logger, now } = options;
  const { digest } = pool.recogniser;
  const reEnrol = createReEnrol({ records, images, tasks: pool, recogniserDigest: digest });
  const queue = createReEnrolQueue({
    records,
    reEnrol,
    now,
    onDone: (done) => logger.info({ event: 're-enrolment-done', ...done }),
  });
  const { withPicture, withoutPicture } = await records.templates.countOutdated(digest, null);
  if (await requestReEnrolment(records, digest, now()))
    logger.info({ event: 're-enrolment-begun', waiting: withPicture });
  if (withoutPicture > 0) logger.warn({ event: 're-enrolment-impossible', withoutPicture });
  return { queues: { [reEnrolQueue(digest)]: queue } };
}
