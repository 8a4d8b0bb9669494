import { failureAbout } from '#domain/failure-kinds.js';
import type { FaceReading } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { SelfieAnalysis } from '#engine/engine-tasks.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface AssessFaceRequest extends Omit<OperationRequest<'face-assess'>, 'operation'> {
  readonly photo: UploadedPicture;
  /** Of the photo, where it is a frame of a video that was looked at as a whole. */
  readonly analysis?: SelfieAnalysis;
}

/** What can be said of the one face of a picture: quality, demographics, liveness, deepfake. Durable when it resolves. */
export type AssessFace = (request: AssessFaceRequest) => Promise<Outcome<FaceReading>>;

export function createAssessFace(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
}): AssessFace {
  const { tasksFor, perform } = dependencies;
  return ({ photo, analysis: known, ...request }) =>
    perform({ ...request, operation: 'face-assess' }, async () => {
      const tasks = tasksFor(request.principal, request.context);
      const pictures = await wholeUploads([{ subject: 'photo', picture: photo }], tasks);
      if (!pictures.ok) return pictures;
      const analysis = known === undefined ? await tasks.analyseSelfie(pictures.value[0]) : ok(known);
      if (!analysis.ok) return fail(failureAbout(analysis.failure, 'photo'));
      const { face, timings } = analysis.value;
      return ok({ face: permittedFace(face, request.principal.settings), timings });
    });
}
