import type { Subject } from '#domain/failure.js';
import type { Identification } from '#domain/operation.js';
import { ok, type Outcome } from '#domain/outcome.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import { similarityOf } from '#engine/compare/similarity.js';
import { policyOf } from '#services/application-policy.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import { analysePhoto, type PhotoTasks, type PhotoTasksFor } from '#services/templates/analyse-photo.js';
import type { Gallery } from '#services/templates/gallery.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

/** Candidates that one search gives at most. */
export const mostCandidates = 100;

export interface IdentifyRequest extends Omit<OperationRequest<'search'>, 'operation'> {
  readonly picture: UploadedPicture;
  /** What failures call the picture; default `photo`. */
  readonly subject?: Subject;
  /** 1 to `mostCandidates`; default 1. */
  readonly limit?: number;
  /** In place of those for the caller: some that remember what they have seen of this picture. */
  readonly tasks?: Pick<PhotoTasks, 'analyseSelfie'>;
}

/**
 * Searches the enrolled people of the application for the one in a picture. Nobody found is no failure: the list is
 * empty. A candidate's `similarity` is on the scale of comparisons; that of a large gallery lies well above .75, because
 * searches are stricter than comparisons.
 */
export type Identify = (request: IdentifyRequest) => Promise<Outcome<Identification>>;

export function createIdentify(dependencies: {
  readonly tasksFor: PhotoTasksFor;
  readonly perform: PerformOperation;
  readonly gallery: Gallery;
}): Identify {
  const { tasksFor, perform, gallery } = dependencies;
  return ({ picture, subject = 'photo', limit = 1, tasks, ...request }) =>
    perform({ ...request, operation: 'search' }, async () => {
      const engine = tasksFor(request.principal, request.context);
      const analysed = await analysePhoto(picture, subject, tasks ?? engine);
      if (!analysed.ok) return analysed;
      const { applicationId, mode, settings } = request.principal;
      const operatingPoint = operatingPointUnder(policyOf(settings), engine.recogniser);
      const { found, threshold, templates } = await gallery.search({
        owner: { applicationId, mode },
        probe: analysed.value.template,
        limit: Math.min(mostCandidates, Math.max(1, limit)),
        operatingPoint,
        wantedFpir: settings.enrolment.falsePositiveIdentificationRate,
      });
      return ok({
        face: permittedFace(analysed.value.face, settings),
        candidates: found.map(({ templateId, score }) => ({
          templateId,
          score,
          similarity: similarityOf(score, operatingPoint.threshold),
        })),
        threshold,
        gallerySize: templates,
      });
    });
}
