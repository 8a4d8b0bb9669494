import type { EngineTasks } from '#engine/engine-tasks.js';
import type { Records } from '#ports/records.js';
import type { EnrolmentImages } from '#services/templates/enrolment-images.js';

export interface ReEnrolment {
  /** Samples that the recogniser in use has seen now. */
  readonly renewed: number;
  /** Their picture is gone, no face is found in it any more, or there was no room for the work: they stay as they are. */
  readonly failed: number;
}

/**
 * After a change of the recogniser: sees again every sample of which the picture was kept. Those without one stay
 * `re-enrol-needed`. It may be ended and begun again at any time: what is renewed is not outdated any more.
 */
export type ReEnrol = (options?: {
  /** True: stop before the next sample. */
  readonly stopped?: () => boolean;
}) => Promise<ReEnrolment>;

/** Samples that are listed at once. */
const samplesAtOnce = 50;

export function createReEnrol(dependencies: {
  readonly records: Records;
  readonly images: Pick<EnrolmentImages, 'read'>;
  readonly tasks: Pick<EngineTasks, 'analyseSelfie'>;
  /** Of the recogniser in use. */
  readonly recogniserDigest: string;
}): ReEnrol {
  const { records, images, tasks, recogniserDigest } = dependencies;
  return async ({ stopped = () => false } = {}) => {
    const done = { renewed: 0, failed: 0 };
    for (let after = 0; ;) {
      const outdated = await records.templates.outdatedSamples(recogniserDigest, { after, limit: samplesAtOnce });
      for (const { owner, sampleId, number, imageFileId } of outdated) {
        if (stopped()) return done;
        after = number;
        const bytes = await images.read(owner, imageFileId);
        const analysis = bytes === null ? null : await tasks.analyseSelfie(bytes);
        const renewed =
          analysis?.ok === true && (await records.templates.renewSample(owner, sampleId, analysis.value.template));
        done[renewed ? 'renewed' : 'failed']++;
      }
      if (outdated.length < samplesAtOnce) return done;
    }
  };
}
