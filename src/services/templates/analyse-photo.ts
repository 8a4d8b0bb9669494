import { failureAbout } from '#domain/failure-kinds.js';
import type { Subject } from '#domain/failure.js';
import { fail, type Outcome } from '#domain/outcome.js';
import type { EngineTasks, SelfieAnalysis } from '#engine/engine-tasks.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { uploadFailure, type UploadedPicture } from '#services/uploaded-picture.js';

/** What enrolment and search need of the engine. */
export type PhotoTasks = Pick<EngineTasks, 'analyseSelfie' | 'recogniser'>;

/** Which of them look at a caller's picture. */
export type PhotoTasksFor = (...caller: Parameters<TasksFor>) => PhotoTasks;

/** The one face of an uploaded picture; a failure that is about the picture names it as `subject`. */
export async function analysePhoto(
  picture: UploadedPicture,
  subject: Subject,
  tasks: Pick<PhotoTasks, 'analyseSelfie'>,
): Promise<Outcome<SelfieAnalysis>> {
  const refused = uploadFailure(picture);
  if (refused !== null) return fail({ code: refused, subject });
  if (picture.status !== 'complete') throw new Error('an incomplete upload always has a failure');
  const analysis = await tasks.analyseSelfie(picture.bytes);
  return analysis.ok ? analysis : fail(failureAbout(analysis.failure, subject));
}
