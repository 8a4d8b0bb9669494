import { failureAbout, firstFailure } from '#domain/failure-kinds.js';
import type { Failure } from '#domain/failure.js';
import type { DocumentPresence } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Signal } from '#domain/signal.js';
import { documentLiveness } from '#engine/document/cues/document-liveness.js';
import { documentFraming } from '#engine/document/document-framing.js';
import type { DocumentAnalysis } from '#engine/engine-tasks.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface JudgeDocumentPresenceRequest extends Omit<OperationRequest<'document-presence'>, 'operation'> {
  readonly front: UploadedPicture;
  /** Null: the caller shows one side. */
  readonly back: UploadedPicture | null;
}

/**
 * Whether a document itself lay before the camera, or a screen or a copy of it; a document of which part lies outside of
 * its picture is the failure `document-cropped`, one under 600 pixels `document-resolution-insufficient`. Failures are about `first`, the front, or
 * `second`, the back. The document that is kept is the front's. Durable when it resolves.
 */
export type JudgeDocumentPresence = (request: JudgeDocumentPresenceRequest) => Promise<Outcome<DocumentPresence>>;

export function createJudgeDocumentPresence(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): JudgeDocumentPresence {
  const { tasksFor, perform, now } = dependencies;
  return ({ front, back, ...request }) =>
    perform({ ...request, operation: 'document-presence' }, async () => {
      const tasks = tasksFor(request.principal, request.context, [front, back]);
      const uploads = [{ subject: 'first', picture: front } as const];
      const sides = back === null ? uploads : [...uploads, { subject: 'second', picture: back } as const];
      const pictures = await wholeUploads(sides, tasks);
      if (!pictures.ok) return pictures;
      const nowEpochMs = now();
      const analyses = await Promise.all(pictures.value.map((bytes) => tasks.analyseDocument(bytes, nowEpochMs)));
      const failure = firstFailure(
        analyses.map((analysis, i) => {
          const failed = failureOf(analysis);
          return failed === null ? null : failureAbout(failed, sides[i]!.subject); // one of each
        }),
      );
      if (failure !== null) return fail(failure);
      const documents = analyses.flatMap((analysis) => (analysis.ok ? [analysis.value.document] : []));
      const presence = documents.map(({ cues }) => documentLiveness(cues)).reduce(together);
      return ok({ presence, document: documents[0]! }); // the front is always there
    });
}

function failureOf(analysis: Outcome<DocumentAnalysis>): Failure | null {
  if (!analysis.ok) return analysis.failure;
  const { isCropped, isTooSmall } = documentFraming(analysis.value);
  if (isCropped) return { code: 'document-cropped' };
  return isTooSmall ? { code: 'document-resolution-insufficient' } : null;
}

/** A suspicion on one side is one of the document; a side that was not assessed leaves it open. */
function together(one: Signal, other: Signal): Signal {
  const suspicious = [one, other].find((signal) => signal.status === 'assessed' && !signal.fine);
  if (suspicious !== undefined) return suspicious;
  if (one.status === 'not-assessed') return one;
  if (other.status === 'not-assessed') return other;
  return one.score <= other.score ? one : other;
}
