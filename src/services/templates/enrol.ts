import type { Subject } from '#domain/failure.js';
import type { Enrolment } from '#domain/operation.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { templateIdSchema } from '#domain/template.js';
import { emptyContext } from '#domain/verification-context.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import type { SelfieAnalysis } from '#engine/engine-tasks.js';
import type { Owner, Records } from '#ports/records.js';
import type { NewSample, TemplateDescription } from '#ports/template-records.js';
import type { OperationRequest, PerformOperation } from '#services/perform-operation.js';
import { permittedFace } from '#services/permitted-face.js';
import { analysePhoto, type PhotoTasks, type PhotoTasksFor } from '#services/templates/analyse-photo.js';
import {
  DuplicateFoundError,
  findDuplicate,
  refuseLateDuplicate,
  type SearchedGallery,
} from '#services/templates/duplicates.js';
import type { EnrolmentImages, StagedImage } from '#services/templates/enrolment-images.js';
import type { Gallery } from '#services/templates/gallery.js';
import { sampleToReplace } from '#services/templates/sample-to-replace.js';
import type { UploadedPicture } from '#services/uploaded-picture.js';

export interface EnrolRequest extends Omit<OperationRequest<'enrol'>, 'operation'> {
  readonly picture: UploadedPicture;
  /** What failures call the picture; default `photo`. */
  readonly subject?: Subject;
  /** Enrols under this id; one that is there gets another sample. Default: a new UUID. */
  readonly templateId?: string;
  /** What is left out is null, or stays as it was. */
  readonly description?: Partial<TemplateDescription>;
  /** In place of those for the caller: some that remember what they have seen of this picture. */
  readonly tasks?: Pick<PhotoTasks, 'analyseSelfie'>;
}

/**
 * Enrols the person of a picture, or adds the picture to an enrolled person: when the promise resolves, the template is
 * durable together with the record of the call. Failures: those of the picture, `template-duplicate` where the
 * application refuses them, `request-invalid` (an id that is none), `overloaded` (no room for another template).
 */
export type Enrol = (request: EnrolRequest) => Promise<Outcome<Enrolment>>;

export interface EnrolDependencies {
  readonly tasksFor: PhotoTasksFor;
  readonly perform: PerformOperation;
  readonly gallery: Gallery;
  /** Null: pictures cannot be kept. */
  readonly images: EnrolmentImages | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new UUID. */
  readonly newId: () => string;
}

/** What the analysis leaves for the transaction. */
interface Prepared {
  readonly analysis: SelfieAnalysis;
  /** That made its template. */
  readonly recogniser: RecogniserInUse;
  /** Null: the picture is not kept. */
  readonly image: StagedImage | null;
  /** What was searched for duplicates; null: none are refused. */
  readonly searched: SearchedGallery | null;
}

export function createEnrol(dependencies: EnrolDependencies): Enrol {
  const { tasksFor, perform, gallery, images, newId } = dependencies;
  return async ({ picture, subject = 'photo', templateId = newId(), description = {}, tasks, ...request }) => {
    const { principal, settle } = request;
    const target = { owner: ownerOf(principal), templateId, sampleId: newId(), description };
    // The record of the call is found again by the person whom it enrols.
    const context = request.context ?? { ...emptyContext, userIdentifier: description.userIdentifier ?? null };
    let prepared: Prepared | null = null;

    const work = async (): Promise<Outcome<Enrolment>> => {
      if (!templateIdSchema.safeParse(templateId).success) {
        return fail({ code: 'request-invalid', detail: 'templateId must be 1 to 128 printable characters' });
      }
      if (gallery.full) return fail({ code: 'overloaded' });
      const engine = tasksFor(principal, context);
      const analysed = await analysePhoto(picture, subject, tasks ?? engine);
      if (!analysed.ok) return analysed;
      const analysis = analysed.value;
      const { recogniser } = engine;
      const search = { owner: target.owner, probe: analysis.template, settings: principal.settings, recogniser };
      const checked = principal.settings.enrolment.refuseDuplicates
        ? await findDuplicate({ ...search, templateId, gallery })
        : null;
      if (checked?.duplicate === true) return fail({ code: 'template-duplicate', subject });
      if (picture.status !== 'complete') throw new Error('an analysed picture is complete');
      const keeping = principal.settings.retention.keepEnrolmentImages ? images : null;
      const image = (await keeping?.stage({ owner: target.owner, templateId, bytes: picture.bytes })) ?? null;
      prepared = { analysis, recogniser, image, searched: checked?.searched ?? null };
      const face = permittedFace(analysis.face, principal.settings);
      return ok({ templateId, sampleId: target.sampleId, face });
    };

    const performed = { ...request, context, operation: 'enrol' } as const;
    const enrolment: OperationRequest<'enrol'> = {
      ...performed,
      settle: async (inside, outcome, record) => {
        if (prepared !== null && outcome.ok) await store(inside, { ...target, ...prepared, principal }, dependencies);
        await settle?.(inside, outcome, record);
      },
    };
    // What else is thrown may hide a commit whose answer was lost: the picture is then left to the sweep, which asks for its row.
    const outcome = await perform(enrolment, work).catch((error: unknown) => {
      if (!(error instanceof DuplicateFoundError)) throw error;
      return perform(performed, async () => fail({ code: 'template-duplicate', subject }));
    });
    if (!outcome.ok) await discard(prepared);
    return outcome;
  };
}

const discard = async (prepared: Prepared | null): Promise<void> => prepared?.image?.discard();

interface Storing extends Prepared, Pick<EnrolRequest, 'principal'> {
  readonly owner: Owner;
  readonly templateId: string;
  readonly sampleId: string;
  readonly description: Partial<TemplateDescription>;
}

async function store(
  inside: Records,
  { owner, templateId, sampleId, description, analysis, recogniser, image, searched, principal }: Storing,
  { images, now }: EnrolDependencies,
): Promise<void> {
  const { templates } = inside;
  const { template, face } = analysis;
  const { settings } = principal;
  await templates.hold();
  if (searched !== null) {
    await refuseLateDuplicate(templates, { owner, probe: template, settings, recogniser, templateId, searched });
  }
  const createdAtEpochMs = now();
  await image?.commit(inside);
  const quality = Math.round(face.quality.unifiedQualityScore.scalar);
  const sample: NewSample = { id: sampleId, template, quality, createdAtEpochMs, imageFileId: image?.fileId ?? null };

  const known = await templates.find(owner, templateId);
  if (known === null) {
    const told = { userIdentifier: null, label: null, metadata: null, ...description };
    await templates.add([{ ...owner, id: templateId, createdAtEpochMs, description: told, samples: [sample] }]);
    return;
  }
  const replacing = sampleToReplace(known.samples, template.digest);
  const added = await templates.addSample(owner, templateId, sample, {
    atEpochMs: createdAtEpochMs,
    replacing,
    description,
  });
  if (!added) throw new Error('a template changed while it was held');
  const dropped = known.samples.find(({ id }) => id === replacing)?.imageFileId ?? null;
  if (dropped !== null) await images?.drop(inside, owner, [dropped]);
}

const ownerOf = ({ applicationId, mode }: Owner): Owner => ({ applicationId, mode });
