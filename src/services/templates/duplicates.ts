import type { ApplicationSettings } from '#domain/application-settings.js';
import type { Template } from '#domain/face.js';
import { nativeScore } from '#engine/compare/native-score.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { operatingPointUnder } from '#engine/compare/operating-point.js';
import type { Owner } from '#ports/records.js';
import type { TemplateRecords } from '#ports/template-records.js';
import { policyOf } from '#services/application-policy.js';
import type { Gallery } from '#services/templates/gallery.js';

/** Undoes the transaction of an enrolment whose person was enrolled by another call meanwhile. */
export class DuplicateFoundError extends Error {}

export interface DuplicateSearch {
  readonly owner: Owner;
  readonly probe: Template;
  readonly settings: ApplicationSettings;
  /** That made the probe. */
  readonly recogniser: RecogniserInUse;
  /** Whose samples do not count: somebody who is enrolled may add pictures of himself. */
  readonly templateId: string;
}

/** What a search for duplicates leaves unseen, and how it judged. */
export interface SearchedGallery {
  /** Changes up to here were looked at. */
  readonly position: number;
  readonly threshold: number;
}

/** Whether the person is found among the enrolled, and up to which change was looked. */
export async function findDuplicate({
  owner,
  probe,
  settings,
  recogniser,
  templateId,
  gallery,
}: DuplicateSearch & { readonly gallery: Gallery }): Promise<{ duplicate: boolean; searched: SearchedGallery }> {
  const { found, threshold, position } = await gallery.search({
    owner,
    probe,
    limit: 2,
    operatingPoint: operatingPointUnder(policyOf(settings), recogniser),
    wantedFpir: settings.enrolment.falsePositiveIdentificationRate,
  });
  return { duplicate: found.some((one) => one.templateId !== templateId), searched: { threshold, position } };
}

const changesAtOnce = 200;

/**
 * The search and the enrolment are not one moment: looks at what was enrolled in between, while nobody else can enrol.
 * So of two pictures of one person that come at the same time exactly one is enrolled. Throws `DuplicateFoundError`.
 */
export async function refuseLateDuplicate(
  templates: TemplateRecords,
  { owner, probe, recogniser, templateId, searched }: DuplicateSearch & { readonly searched: SearchedGallery },
): Promise<void> {
  const { metric } = recogniser.operatingPoint;
  let { position } = searched;
  for (;;) {
    const changes = await templates.changesSince(position, changesAtOnce);
    for (const change of changes) {
      position = change.change;
      if (change.kind === 'deleted') continue;
      if (change.owner.applicationId !== owner.applicationId || change.owner.mode !== owner.mode) continue;
      const alike = change.samples.filter(
        ({ template }) =>
          template.digest === probe.digest && nativeScore(metric, probe, template) >= searched.threshold,
      );
      if (alike.length > 0 && !(await isTemplate(templates, owner, alike[0]!.number, templateId))) {
        throw new DuplicateFoundError();
      }
    }
    if (changes.length < changesAtOnce) return;
  }
}

async function isTemplate(
  templates: TemplateRecords,
  owner: Owner,
  sampleNumber: number,
  templateId: string,
): Promise<boolean> {
  return (await templates.confirm(owner, [sampleNumber])).get(sampleNumber)?.templateId === templateId;
}
