import { failureAbout } from '#domain/failure-kinds.js';
import type { FaceDetection } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface DetectFacesRequest extends Omit<OperationRequest<'face-detect'>, 'operation'> {
  readonly photo: UploadedPicture;
}

/** Every face of a picture, the largest first; none is no failure. Durable when it resolves. */
export type DetectFaces = (request: DetectFacesRequest) => Promise<Outcome<FaceDetection>>;

export function createDetectFaces(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
}): DetectFaces {
  const { tasksFor, perform } = dependencies;
  return ({ photo, ...request }) =>
    perform({ ...request, operation: 'face-detect' }, async () => {
      const tasks = tasksFor(request.principal, request.context);
      const pictures = await wholeUploads([{ subject: 'photo', picture: photo }], tasks);
      if (!pictures.ok) return pictures;
      const analysis = await tasks.detectFaces(pictures.value[0]);
      if (!analysis.ok) return fail(failureAbout(analysis.failure, 'photo'));
      const { width, height, faces } = analysis.value;
      return ok({ width, height, faces });
    });
}
