import { ok, type Outcome } from '#domain/outcome.js';
import type { Verification } from '#domain/verification.js';
import { policyOf } from '#services/application-policy.js';
import { verify } from '#engine/verify.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface VerifyIdentityRequest extends Omit<OperationRequest<'doc-identify'>, 'operation'> {
  readonly document: UploadedPicture;
  readonly selfie: UploadedPicture;
}

/** Verifies and remembers: when the promise resolves, the result is durable under its transaction id. */
export type VerifyIdentity = (request: VerifyIdentityRequest) => Promise<Outcome<Verification>>;

export function createVerifyIdentity(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): VerifyIdentity {
  const { tasksFor, perform, now } = dependencies;
  return ({ document, selfie, ...request }) =>
    perform({ ...request, operation: 'doc-identify' }, async () => {
      const tasks = tasksFor(request.principal, request.context, [document, selfie]);
      const { settings } = request.principal;
      const uploads = [
        { subject: 'document', picture: document },
        { subject: 'selfie', picture: selfie },
      ] as const;
      const pictures = await wholeUploads(uploads, tasks);
      if (!pictures.ok) return pictures;
      const input = { document: pictures.value[0], selfie: pictures.value[1], nowEpochMs: now() };
      const verified = await verify(input, tasks, policyOf(settings));
      return verified.ok ? ok({ ...verified.value, face: permittedFace(verified.value.face, settings) }) : verified;
    });
}
