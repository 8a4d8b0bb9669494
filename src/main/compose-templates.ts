import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { createThreadTemplateIndex } from '#adapters/template-index/thread-template-index.js';
import { packageRoot } from '#engine/models/package-root.js';
import type { Records } from '#ports/records.js';
import type { PerformOperation } from '#services/perform-operation.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { createTemplateDeletion, type TemplateDeletion } from '#services/templates/delete-template.js';
import { createEnrol, type Enrol } from '#services/templates/enrol.js';
import type { EnrolmentImages } from '#services/templates/enrolment-images.js';
import { createGallery, type Gallery } from '#services/templates/gallery.js';
import { createIdentify, type Identify } from '#services/templates/identify.js';
import { keepFollowing } from '#services/templates/keep-following.js';

/** Compiled code: a worker thread runs it also where this thread runs on the sources. */
export const templateIndexWorkerFile = path.join(packageRoot, 'dist', 'adapters', 'template-index', 'worker.js');

/** A search catches up by itself; this keeps what it has to catch up with small. */
const followIntervalMs = 1000;

/** An index that has not followed for so long begins anew; until then deletions are listed for it. */
const deletionsKeptMs = 7 * 24 * 3_600_000;
const sweepIntervalMs = 3_600_000;

/** Parts of the loading that are logged, as a share of all. */
const loggedShare = 0.1;

export interface ComposedTemplates {
  readonly enrol: Enrol;
  readonly identify: Identify;
  readonly deletion: TemplateDeletion;
  readonly gallery: Gallery;
  /** Reads every template into the index and keeps following. Until then a search would have to wait for it. */
  load(): Promise<void>;
  close(): Promise<void>;
}

/** Enrolment and search, wired; the index is empty until `load`. */
export function composeTemplates(options: {
  readonly records: Records;
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
  readonly images: EnrolmentImages | null;
  readonly galleryBytes: number;
  readonly logger: FastifyBaseLogger;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): ComposedTemplates {
  const { records, tasksFor, perform, images, galleryBytes, logger, now } = options;
  const index = createThreadTemplateIndex({ workerFile: templateIndexWorkerFile, largestBytes: galleryBytes });
  let loggedUpTo = 0;
  const gallery = createGallery({
    records,
    index,
    onProgress({ position, last }) {
      if (position < loggedUpTo + loggedShare * last) return;
      loggedUpTo = position;
      logger.info({ event: 'gallery-loading', percent: Math.round((100 * position) / last) });
    },
  });
  let stop = (): void => undefined;
  const sweep = (): void => {
    records.templates
      .sweepDeletions(now() - deletionsKeptMs)
      .catch((error: unknown) =>
        logger.error({ event: 'template-deletions-not-swept', error: error instanceof Error ? error.name : 'unknown' }),
      );
  };
  return {
    enrol: createEnrol({ tasksFor, perform, gallery, images, now, newId: randomUUID }),
    identify: createIdentify({ tasksFor, perform, gallery }),
    deletion: createTemplateDeletion({ records, images, now }),
    gallery,
    async load() {
      await gallery.follow();
      loggedUpTo = Infinity;
      const { templates, samples, bytes } = gallery.usage;
      logger.info({ event: 'gallery-loaded', templates, samples, bytes });
      const stopFollowing = keepFollowing(gallery, {
        intervalMs: followIntervalMs,
        onError: (error) =>
          logger.error({ event: 'gallery-not-following', error: error instanceof Error ? error.name : 'unknown' }),
      });
      const sweeping = setInterval(sweep, sweepIntervalMs).unref();
      stop = () => {
        stopFollowing();
        clearInterval(sweeping);
      };
    },
    async close() {
      stop();
      await index.close();
    },
  };
}
