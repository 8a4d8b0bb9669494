import { ok, type Outcome } from '#domain/outcome.js';
import type { Injection } from '#domain/injection.js';
import type { Verification } from '#domain/verification.js';
import { policyOf } from '#services/application-policy.js';
import type { SelfieAnalysis } from '#engine/engine-tasks.js';
import { verifyAnalyses } from '#engine/verify.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface VerifyIdentityRequest extends Omit<OperationRequest<'doc-identify'>, 'operation'> {
  readonly document: UploadedPicture;
  readonly selfie: UploadedPicture;
  /** Of the selfie, where it is a frame of a video that was looked at as a whole. */
  readonly selfieAnalysis?: SelfieAnalysis;
  /** Of the selfie, where a session of this server took it. */
  readonly injection?: Injection;
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
  return ({ document, selfie, selfieAnalysis, injection, ...request }) =>
    perform({ ...request, operation: 'doc-identify' }, async () => {
      const tasks = tasksFor(request.principal, request.context, [document, selfie]);
      const { settings } = request.principal;
      const uploads = [
        { subject: 'document', picture: document },
        { subject: 'selfie', picture: selfie },
      ] as const;
      const pictures = await wholeUploads(uploads, tasks);
      if (!pictures.ok) return pictures;
      const nowEpochMs = now();
      const [documentBytes, selfieBytes] = pictures.value;
      const analyses = {
        document: tasks.analyseDocument(documentBytes, nowEpochMs),
        selfie: selfieAnalysis === undefined ? tasks.analyseSelfie(selfieBytes) : Promise.resolve(ok(selfieAnalysis)),
        recogniser: tasks.recogniser,
        injection,
        nowEpochMs,
      };
      const verified = await verifyAnalyses(analyses, policyOf(settings));
      return verified.ok ? ok({ ...verified.value, face: permittedFace(verified.value.face, settings) }) : verified;
    });
}
