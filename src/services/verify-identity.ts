import type { Principal } from '#domain/access.js';
import type { Failure } from '#domain/failure.js';
import { fail, type Outcome } from '#domain/outcome.js';
import type { Verification } from '#domain/verification.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { verify } from '#engine/verify.js';
import type { Lookup, Records, VerificationOperation, VerificationResult } from '#ports/records.js';
import { uploadFailure, type UploadedPicture } from '#services/uploaded-picture.js';

export interface VerifyIdentityRequest {
  /** UUID, new for each request. */
  readonly transactionId: string;
  readonly principal: Principal;
  readonly operation: VerificationOperation;
  readonly document: UploadedPicture;
  readonly selfie: UploadedPicture;
}

/** Verifies and remembers: when the promise resolves, the result is durable under its transaction id. */
export type VerifyIdentity = (request: VerifyIdentityRequest) => Promise<Outcome<Verification>>;

export function createVerifyIdentity(dependencies: {
  readonly tasks: EngineTasks;
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): VerifyIdentity {
  const { tasks, records, now } = dependencies;
  return async (request) => {
    const nowEpochMs = now();
    const outcome = await outcomeOf(request, tasks, nowEpochMs);
    // A refusal for lack of room must stay cheap, and there is nothing to remember.
    if (!outcome.ok && outcome.failure.code === 'overloaded') return outcome;
    const { transactionId: id, principal, operation } = request;
    const { applicationId, keyId, mode } = principal;
    await records.verifications.add(
      { id, applicationId, keyId, mode, operation, createdAtEpochMs: nowEpochMs, result: resultOf(outcome) },
      outcome.ok ? lookupsOf(outcome.value) : [],
    );
    return outcome;
  };
}

async function outcomeOf(
  { document, selfie }: VerifyIdentityRequest,
  tasks: EngineTasks,
  nowEpochMs: number,
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
  return verify({ document: document.bytes, selfie: selfie.bytes, nowEpochMs }, tasks);
}

const aboutDocument = (failure: Failure): Failure =>
  failure.code.startsWith('image-') ? { ...failure, subject: 'document' } : failure;

const resultOf = (outcome: Outcome<Verification>): VerificationResult =>
  outcome.ok ? { status: 'completed', verification: outcome.value } : { status: 'failed', failure: outcome.failure };

/** A person who asks what is stored about them names their document's number. */
function lookupsOf({ document }: Verification): Lookup[] {
  const number = document.fields.documentNumber;
  return number === undefined || number.valid === false ? [] : [{ name: 'document-number', value: number.value }];
}
