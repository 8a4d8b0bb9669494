import type { DomainEvent } from '#domain/event.js';
import type { StoredFile } from '#domain/file.js';
import { ok, type Outcome } from '#domain/outcome.js';
import type { Verification } from '#domain/verification.js';
import type { Policy } from '#engine/decision/policy.js';
import type { VideoFrames } from '#engine/video/video-frames.js';
import type { Records, VerificationRecord } from '#ports/records.js';
import type { Review } from '#ports/review-records.js';
import { policyOf } from '#services/application-policy.js';
import type { Files, StagedFile } from '#services/files/files.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';
import { judgePictures } from '#services/verifications/judge-pictures.js';
import { publishVerification } from '#services/verifications/publish-verification.js';
import { readPictures } from '#services/verifications/read-pictures.js';
import { stagePictures } from '#services/verifications/stage-pictures.js';

/** A verification with what stands beside its record. */
export interface ToldVerification {
  readonly record: VerificationRecord<'doc-identify'>;
  readonly review: Review | null;
  /** Its stored pictures. */
  readonly files: readonly StoredFile[];
}

export type AddedPolicy = Pick<Policy, 'requiredSignals' | 'requiredQuality'>;

export interface CreateVerificationRequest extends Omit<OperationRequest<'doc-identify'>, 'operation' | 'settle'> {
  readonly documentFront: UploadedPicture;
  /** Null: not given. */
  readonly documentBack: UploadedPicture | null;
  readonly selfie: { readonly kind: 'picture' | 'video'; readonly upload: UploadedPicture };
  /** Required beyond what the application requires; takes nothing away. */
  readonly policy?: AddedPolicy;
  /** Becomes durable with the outcome, or not at all. */
  readonly settle?: (inside: Records, told: Outcome<ToldVerification>) => Promise<void>;
}

/**
 * Verifies, keeps the pictures, opens a review where a person has to decide, and tells the application's receivers: all of
 * it is durable, together, when it resolves. A failure of the pictures is remembered too, without them.
 */
export type CreateVerification = (request: CreateVerificationRequest) => Promise<Outcome<ToldVerification>>;

export interface CreateVerificationDependencies {
  readonly tasksFor: TasksFor;
  readonly videoFrames: VideoFrames;
  readonly perform: PerformOperation;
  readonly files: Files;
  /** What receivers are told, in every shape that there is one for. */
  readonly bodies: (told: ToldVerification) => DomainEvent['bodies'];
  /** For taking the frames out of a video. */
  readonly deadlineMs: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createVerificationCreation(dependencies: CreateVerificationDependencies): CreateVerification {
  const { tasksFor, perform, files, bodies, now } = dependencies;

  return async ({ documentFront, documentBack, selfie, policy, settle, ...request }) => {
    const { principal, transactionId } = request;
    const { settings } = principal;
    let staged: readonly StagedFile[] = [];
    // A transaction that collides with another is run again: the last run is the one that became durable.
    let told: ToldVerification | null = null;

    async function work(): Promise<Outcome<Verification>> {
      const tasks = tasksFor(principal, request.context, [documentFront, documentBack, selfie.upload]);
      const pictures = await readPictures({ documentFront, documentBack, selfie }, tasks);
      if (!pictures.ok) return pictures;
      const judged = await judgePictures(pictures.value, withAdded(policyOf(settings), policy), {
        ...dependencies,
        tasks,
      });
      if (!judged.ok) return judged;
      const { verification } = judged.value;
      staged = await stagePictures(files, pictures.value, {
        principal,
        verificationId: transactionId,
        nowEpochMs: now(),
      });
      return ok({ ...verification, face: permittedFace(verification.face, settings) });
    }

    async function settleCompleted(
      inside: Records,
      record: VerificationRecord<'doc-identify'>,
    ): Promise<ToldVerification> {
      for (const file of staged) {
        if (!(await file.commit(inside))) throw new Error('the id of a file was taken');
      }
      const { applicationId, mode, id, createdAtEpochMs, result } = record;
      const waits = result.status === 'completed' && result.value.decision === 'review' && settings.review.queue;
      if (waits) await inside.reviews.open({ applicationId, mode }, id, createdAtEpochMs);
      const review = waits ? { verificationId: id, openedAtEpochMs: createdAtEpochMs, decided: null } : null;
      const completed: ToldVerification = { record, review, files: staged.map(({ file }) => file) };
      await publishVerification(inside, record, { bodies: bodies(completed), createdAtEpochMs: now() });
      return completed;
    }

    // What is thrown may hide a commit whose answer was lost: the files are then left to the sweep, which asks for their rows.
    const outcome = await perform(
      {
        ...request,
        operation: 'doc-identify',
        async settle(inside, found, record) {
          told = found.ok ? await settleCompleted(inside, record) : null;
          if (told !== null) await settle?.(inside, ok(told));
          else if (!found.ok) await settle?.(inside, found);
        },
      },
      work,
    );
    if (outcome.ok) return ok(durable(told));
    await discard(staged);
    return outcome;
  };
}

const withAdded = (policy: Policy, added: AddedPolicy | undefined): Policy => ({
  ...policy,
  requiredSignals: [...new Set([...policy.requiredSignals, ...(added?.requiredSignals ?? [])])],
  requiredQuality: [...new Set([...policy.requiredQuality, ...(added?.requiredQuality ?? [])])],
});

function durable(told: ToldVerification | null): ToldVerification {
  if (told === null) throw new Error('a verification that ended well was settled');
  return told;
}

async function discard(staged: readonly StagedFile[]): Promise<void> {
  for (const file of staged) await file.discard();
}
