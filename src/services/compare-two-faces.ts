import { failureAbout, firstFailure } from '#domain/failure-kinds.js';
import type { Failure } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { FaceComparison } from '#domain/verification.js';
import type { PortraitAnalysis } from '#engine/engine-tasks.js';
import { judgeFaces } from '#engine/judge-faces.js';
import type { Records, VerificationRecord } from '#ports/records.js';
import { policyOf } from '#services/application-policy.js';
import type { OperationRequest, PerformOperation, Settle } from '#services/perform-operation.js';
import { portraitOf, type PictureKind } from '#services/portrait-of.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

/** A picture and what the call says that it shows. */
export interface PictureToCompare {
  readonly picture: UploadedPicture;
  readonly kind: PictureKind;
}

/** In which of the two pictures any face was found; false also where nobody looked. */
export interface FacesFound {
  readonly first: boolean;
  readonly second: boolean;
}

/** Like `Outcome`; a failure also says which picture shows a face at all. */
export type TwoFacesOutcome =
  | { readonly ok: true; readonly value: FaceComparison }
  | { readonly ok: false; readonly failure: Failure; readonly found: FacesFound };

export interface CompareTwoFacesRequest extends Omit<OperationRequest<'face-compare'>, 'operation' | 'settle'> {
  readonly first: PictureToCompare;
  readonly second: PictureToCompare;
  readonly settle?: (
    inside: Records,
    outcome: TwoFacesOutcome,
    record: VerificationRecord<'face-compare'>,
  ) => Promise<void>;
}

/**
 * Do two pictures show one person? On likeness alone, and nothing else of the faces is assessed. Of several failures the
 * first is told: files (first, then second), first face, second face. Durable when it resolves.
 */
export type CompareTwoFaces = (request: CompareTwoFacesRequest) => Promise<TwoFacesOutcome>;

export function createCompareTwoFaces(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
}): CompareTwoFaces {
  const { tasksFor, perform } = dependencies;
  return async ({ first, second, settle, ...request }) => {
    let found: FacesFound = { first: false, second: false };
    const withFound = (outcome: Outcome<FaceComparison>): TwoFacesOutcome =>
      outcome.ok ? outcome : { ...outcome, found };
    const settleWithFound: Settle<'face-compare'> = async (inside, outcome, record) =>
      settle?.(inside, withFound(outcome), record);
    const outcome = await perform({ ...request, operation: 'face-compare', settle: settleWithFound }, async () => {
      const tasks = tasksFor(request.principal, request.context, [first.picture, second.picture]);
      const uploads = [
        { subject: 'first', picture: first.picture },
        { subject: 'second', picture: second.picture },
      ] as const;
      const pictures = await wholeUploads(uploads, tasks);
      if (!pictures.ok) return pictures;
      const [one, other] = await Promise.all([
        portraitOf(pictures.value[0], first.kind, tasks),
        portraitOf(pictures.value[1], second.kind, tasks),
      ]);
      found = { first: showsFace(one), second: showsFace(other) };
      const failure = firstFailure([
        one.ok ? null : failureAbout(one.failure, 'first'),
        other.ok ? null : failureAbout(other.failure, 'second'),
      ]);
      if (failure !== null) return fail(failure);
      if (!one.ok || !other.ok) throw new Error('a failure was not told');
      const policy = policyOf(request.principal.settings);
      const verdict = judgeFaces(one.value.template, other.value.template, tasks.recogniser, policy);
      return ok({ ...verdict, faces: [one.value.face, other.value.face] });
    });
    return withFound(outcome);
  };
}

/** A face that is too small, or one of several, is there all the same. */
const showsFace = (portrait: Outcome<PortraitAnalysis>): boolean =>
  portrait.ok || portrait.failure.code === 'several-faces' || portrait.failure.code === 'face-features-failed';
