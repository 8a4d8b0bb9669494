import { failureAbout, firstFailure } from '#domain/failure-kinds.js';
import type { FaceReading } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { FacesAnalysis } from '#engine/engine-tasks.js';
import { roomAround } from '#engine/liveness/crop-around-face.js';
import { livenessLimits } from '#engine/liveness/limits.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface AssessFaceLivenessRequest extends Omit<OperationRequest<'face-assess'>, 'operation'> {
  readonly photo: UploadedPicture;
}

/**
 * The one face of a picture, for callers who ask for its liveness alone: there a face without room around it is the
 * failure `face-too-close`, whatever else could be said of it. Durable when it resolves.
 */
export type AssessFaceLiveness = (request: AssessFaceLivenessRequest) => Promise<Outcome<FaceReading>>;

export function createAssessFaceLiveness(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
}): AssessFaceLiveness {
  const { tasksFor, perform } = dependencies;
  return ({ photo, ...request }) =>
    perform({ ...request, operation: 'face-assess' }, async () => {
      const tasks = tasksFor(request.principal, request.context);
      const pictures = await wholeUploads([{ subject: 'photo', picture: photo }], tasks);
      if (!pictures.ok) return pictures;
      const [analysis, detection] = await Promise.all([
        tasks.analyseSelfie(pictures.value[0]),
        tasks.detectFaces(pictures.value[0]),
      ]);
      const failure = firstFailure([
        analysis.ok ? null : failureAbout(analysis.failure, 'photo'),
        detection.ok ? null : failureAbout(detection.failure, 'photo'),
      ]);
      if (failure !== null) return fail(failure);
      if (!analysis.ok || !detection.ok) throw new Error('a failure was not told');
      if (roomOf(detection.value) < livenessLimits.leastRoom) return fail({ code: 'face-too-close', subject: 'photo' });
      const { face, timings } = analysis.value;
      return ok({ face: permittedFace(face, request.principal.settings), timings });
    });
}

function roomOf({ width, height, faces }: FacesAnalysis): number {
  const [largest] = faces;
  return largest === undefined ? 0 : roomAround({ width, height }, largest.box);
}
