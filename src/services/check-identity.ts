import { failureAbout, firstFailure, precedesFindings } from '#domain/failure-kinds.js';
import type { Failure, FailureCode } from '#domain/failure.js';
import type { IdentityCheck } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Policy } from '#engine/decision/policy.js';
import { nothingRead } from '#engine/document/nothing-read.js';
import type { DocumentAnalysis, PortraitAnalysis } from '#engine/engine-tasks.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { judgeFaces } from '#engine/judge-faces.js';
import { policyOf } from '#services/application-policy.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { portraitOf } from '#services/portrait-of.js';
import type { TasksFor } from '#services/sandbox/tasks-for.js';
import { wholeUploads, type UploadedPicture } from '#services/uploaded-picture.js';

export interface CheckIdentityRequest extends Omit<OperationRequest<'identity-check'>, 'operation'> {
  readonly document: UploadedPicture;
  readonly selfie: UploadedPicture;
}

/**
 * Reads a document, looks for faces in a selfie, and compares the face in the picture of the document with the selfie's:
 * three parts side by side, each with an answer or a failure of its own. The comparison finds its face itself and waits
 * for no reading. The whole fails with faults of the files and of the server. Durable when it resolves.
 */
export type CheckIdentity = (request: CheckIdentityRequest) => Promise<Outcome<IdentityCheck>>;

export function createCheckIdentity(dependencies: {
  readonly tasksFor: TasksFor;
  readonly perform: PerformOperation;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): CheckIdentity {
  const { tasksFor, perform, now } = dependencies;
  return ({ document, selfie, ...request }) =>
    perform({ ...request, operation: 'identity-check' }, async () => {
      const tasks = tasksFor(request.principal, request.context, [document, selfie]);
      const uploads = [
        { subject: 'document', picture: document },
        { subject: 'selfie', picture: selfie },
      ] as const;
      const pictures = await wholeUploads(uploads, tasks);
      if (!pictures.ok) return pictures;
      const [ofDocument, ofSelfie] = pictures.value;
      const [reading, detection, portrait, probe] = await Promise.all([
        tasks.analyseDocument(ofDocument, now()),
        tasks.detectFaces(ofSelfie),
        portraitOf(ofDocument, 'document', tasks),
        portraitOf(ofSelfie, 'selfie', tasks),
      ]);
      const fault = firstFailure([
        faultOf(reading, 'document'),
        faultOf(portrait, 'document'),
        faultOf(detection, 'selfie'),
        faultOf(probe, 'selfie'),
      ]);
      if (fault !== null) return fail(fault);
      return ok({
        document: readingPart(reading),
        detection: detection.ok
          ? ok({ width: detection.value.width, height: detection.value.height, faces: detection.value.faces })
          : detection,
        comparison: comparisonPart(portrait, probe, tasks.recogniser, policyOf(request.principal.settings)),
      });
    });
}

/** What ends the whole call: the file cannot be used, or the server failed. */
function faultOf(analysis: Outcome<unknown>, subject: 'document' | 'selfie'): Failure | null {
  if (analysis.ok || !precedesFindings(analysis.failure.code)) return null;
  return failureAbout(analysis.failure, subject);
}

function readingPart(analysis: Outcome<DocumentAnalysis>): IdentityCheck['document'] {
  if (!analysis.ok) return fail(failureAbout(analysis.failure, 'document'));
  const { document, picture, timings } = analysis.value;
  if (nothingRead(document)) return fail({ code: 'document-unreadable', subject: 'document' });
  return ok({ document, picture, timings });
}

/** What a failure of the face means where the picture is a document's. */
const ofPortrait: Partial<Record<FailureCode, FailureCode>> = {
  'face-not-found': 'portrait-not-found',
  'face-features-failed': 'portrait-features-failed',
};

function comparisonPart(
  portrait: Outcome<PortraitAnalysis>,
  probe: Outcome<PortraitAnalysis>,
  recogniser: RecogniserInUse,
  policy: Policy,
): IdentityCheck['comparison'] {
  if (!portrait.ok) {
    const { code } = portrait.failure;
    return fail(failureAbout({ ...portrait.failure, code: ofPortrait[code] ?? code }, 'document'));
  }
  if (!probe.ok) return fail(failureAbout(probe.failure, 'selfie'));
  const verdict = judgeFaces(probe.value.template, portrait.value.template, recogniser, policy);
  return ok({ ...verdict, faces: [portrait.value.face, probe.value.face] });
}
