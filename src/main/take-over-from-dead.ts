import type { FastifyBaseLogger } from 'fastify';
import type { Records } from '#ports/records.js';

/**
 * Frees what a process held that was killed: its jobs, and the keys of requests that it did not answer, so that nobody waits
 * for their leases. Only for a server that holds the lock of its data directory: nobody else can hold anything there.
 */
export async function takeOverFromDead(
  { jobs, idempotency }: Records,
  logger: FastifyBaseLogger,
  nowEpochMs: number,
): Promise<void> {
  const freed = { jobs: await jobs.releaseAll(nowEpochMs), keys: await idempotency.releaseAll() };
  if (freed.jobs + freed.keys > 0) logger.info({ event: 'taken-over', ...freed });
}
