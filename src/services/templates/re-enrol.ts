import { setTimeout as sleep } from 'node:timers/promises';
import type { FailureCode } from '#domain/failure.js';
import type { Template } from '#domain/face.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { Records } from '#ports/records.js';
import type { OutdatedSample } from '#ports/template-records.js';
import type { EnrolmentImages } from '#services/templates/enrolment-images.js';

export interface ReEnrolment {
  /** Samples that the recogniser in use has seen now. */
  readonly renewed: number;
  /** Their picture is gone, no face is found in it any more, or there was no room for the work: they stay as they are. */
  readonly failed: number;
}

/**
 * After a change of the recogniser: sees again every sample of which the picture was kept. Those without one stay
 * `re-enrol-needed`. It may be ended and begun again at any time: what is renewed is not outdated any more, and what was
 * erased meanwhile is not brought back.
 */
export type ReEnrol = (options?: {
  /** True: stop before the next sample. */
  readonly stopped?: () => boolean;
  /** Told after each sample; false: stop, for somebody else does it. */
  readonly onProgress?: (done: ReEnrolment) => Promise<boolean>;
}) => Promise<ReEnrolment>;

/** Samples that are listed at once. */
const samplesAtOnce = 50;

/** Calls of people go first: where the engine is full, this waits and tries again. */
const busy = new Set<FailureCode>(['overloaded', 'deadline-exceeded']);
const mostTries = 30;
const usualPauseMs = 2000;

export function createReEnrol(dependencies: {
  readonly records: Records;
  readonly images: Pick<EnrolmentImages, 'read'>;
  readonly tasks: Pick<EngineTasks, 'analyseSelfie'>;
  /** Of the recogniser in use. */
  readonly recogniserDigest: string;
  /** Between two tries where the engine is full. */
  readonly pauseMs?: number;
}): ReEnrol {
  const { records, images, tasks, recogniserDigest, pauseMs = usualPauseMs } = dependencies;

  async function templateOf({ owner, imageFileId }: OutdatedSample, stopped: () => boolean): Promise<Template | null> {
    for (let tries = 1; ; tries++) {
      const bytes = await images.read(owner, imageFileId);
      const analysis = bytes === null ? null : await tasks.analyseSelfie(bytes);
      if (analysis?.ok === true) return analysis.value.template;
      if (analysis === null || !busy.has(analysis.failure.code) || tries >= mostTries || stopped()) return null;
      await sleep(pauseMs);
    }
  }

  return async ({ stopped = () => false, onProgress = async () => true } = {}) => {
    const done = { renewed: 0, failed: 0 };
    for (let after = 0; ;) {
      const outdated = await records.templates.outdatedSamples(recogniserDigest, { after, limit: samplesAtOnce });
      for (const sample of outdated) {
        if (stopped()) return done;
        after = sample.number;
        const template = await templateOf(sample, stopped);
        // False where it was erased, or replaced, while the picture was looked at.
        const renewed =
          template !== null && (await records.templates.renewSample(sample.owner, sample.sampleId, template));
        done[renewed ? 'renewed' : 'failed']++;
        if (!(await onProgress({ ...done }))) return done;
      }
      if (outdated.length < samplesAtOnce) return done;
    }
  };
}
