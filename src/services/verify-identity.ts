import type { Failure } from '#domain/failure.js';
import { fail, type Outcome } from '#domain/outcome.js';
import type { Verification } from '#domain/verification.js';
import { policyOf } from '#services/application-policy.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import type { Policy } from '#engine/decision/policy.js';
import { verify } from '#engine/verify.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { uploadFailure, type UploadedPicture } from '#services/uploaded-picture.js';

export interface VerifyIdentityRequest extends Omit<OperationRequest<'doc-identify'>, 'operation'> {
  readonly document: UploadedPicture;
  readonly selfie: UploadedPicture;
}

/** Verifies and remembers: when the promise resolves, the result is durable under its transaction id. */
export type VerifyIdentity = (request: VerifyIdentityRequest) => Promise<Outcome<Verification>>;

export function createVerifyIdentity(dependencies: {
  readonly tasks: EngineTasks;
  readonly perform: PerformOperation;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): VerifyIdentity {
  const { tasks, perform, now } = dependencies;
  return ({ document, selfie, ...request }) =>
    perform({ ...request, operation: 'doc-identify' }, () =>
      outcomeOf({ document, selfie, nowEpochMs: now() }, tasks, policyOf(request.principal.settings)),
    );
}

async function outcomeOf(
  {
    document,
    selfie,
    nowEpochMs,
  }: Pick<VerifyIdentityRequest, 'document' | 'selfie'> & { readonly nowEpochMs: number },
  tasks: EngineTasks,
  policy: Policy,
): Promise<Outcome<Verification>> {
  const documentFailure = uploadFailure(document);
  if (documentFailure !== null) return fail({ code: documentFailure, subject: 'document' });
  const selfieFailure = uploadFailure(selfie);
  if (document.status !== 'complete') throw new Error('an incomplete upload always has a failure');
  if (selfieFailure !== null || selfie.status !== 'complete') {
    // A document that cannot be decoded is told before anything about the selfie.
    const decoded = await tasks.checkImage(document.bytes);
    if (!decoded.ok) return fail(aboutDocument(decoded.failure));
    return fail({ code: selfieFailure ?? 'image-missing', subject: 'selfie' });
  }
  return verify({ document: document.bytes, selfie: selfie.bytes, nowEpochMs }, tasks, policy);
}

const aboutDocument = (failure: Failure): Failure =>
  failure.code.startsWith('image-') ? { ...failure, subject: 'document' } : failure;
