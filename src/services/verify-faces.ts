import { failureAbout, firstFailure } from '#domain/failure-kinds.js';
import type { AssessedComparison } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { judgeFaces } from '#engine/judge-faces.js';
import { policyOf } from '#services/application-policy.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface VerifyFacesRequest extends Omit<OperationRequest<'face-verify'>, 'operation'> {
  readonly first: UploadedPicture;
  readonly second: UploadedPicture;
}

/**
 * Do two pictures, each of one face, show one person? Both faces are assessed; the verdict is on likeness alone. Of
 * several failures the first is told: files (first, then second), first face, second face. Durable when it resolves.
 */
export type VerifyFaces = (request: VerifyFacesRequest) => Promise<Outcome<AssessedComparison>>;

export function createVerifyFaces(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
}): VerifyFaces {
  const { tasksFor, perform } = dependencies;
  return ({ first, second, ...request }) =>
    perform({ ...request, operation: 'face-verify' }, async () => {
      const tasks = tasksFor(request.principal, request.context, [first, second]);
      const { settings } = request.principal;
      const uploads = [
        { subject: 'first', picture: first },
        { subject: 'second', picture: second },
      ] as const;
      const pictures = await wholeUploads(uploads, tasks);
      if (!pictures.ok) return pictures;
      const [one, other] = await Promise.all(pictures.value.map((bytes) => tasks.analyseSelfie(bytes)));
      if (one === undefined || other === undefined) throw new Error('two pictures have two analyses');
      const failure = firstFailure([
        one.ok ? null : failureAbout(one.failure, 'first'),
        other.ok ? null : failureAbout(other.failure, 'second'),
      ]);
      if (failure !== null) return fail(failure);
      if (!one.ok || !other.ok) throw new Error('a failure was not told');
      return ok({
        ...judgeFaces(one.value.template, other.value.template, tasks.recogniser, policyOf(settings)),
        faces: [permittedFace(one.value.face, settings), permittedFace(other.value.face, settings)],
      });
    });
}
