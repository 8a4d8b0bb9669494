import { fail, ok, type Outcome } from '#domain/outcome.js';
import type { Owner, Records } from '#ports/records.js';
import type { DestroyedTemplate } from '#ports/template-records.js';
import type { EnrolmentImages } from '#services/templates/enrolment-images.js';

/** What else becomes durable with the deletion, such as an entry of the audit log. */
export type SettleDeletion = (inside: Records, destroyed: readonly DestroyedTemplate[]) => Promise<void>;

export interface TemplateDeletion {
  /** Destroys a template with its key and its pictures. Failure `template-not-found`. */
  deleteTemplate(owner: Owner, templateId: string, settle?: SettleDeletion): Promise<Outcome<null>>;
  /** Destroys every template of a person; gives their ids. Uses `inside` where it is part of a larger erasure. */
  eraseTemplatesOf(owner: Owner, userIdentifier: string, inside?: Records): Promise<string[]>;
}

export function createTemplateDeletion(dependencies: {
  readonly records: Records;
  readonly images: EnrolmentImages | null;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): TemplateDeletion {
  const { records, images, now } = dependencies;

  const dropImages = async (inside: Records, owner: Owner, destroyed: readonly DestroyedTemplate[]): Promise<void> => {
    const fileIds = destroyed.flatMap(({ imageFileIds }) => imageFileIds);
    if (fileIds.length > 0) await images?.drop(inside, owner, fileIds);
  };

  return {
    deleteTemplate: (owner, templateId, settle) =>
      records.inTransaction(async (inside): Promise<Outcome<null>> => {
        const destroyed = await inside.templates.delete(owner, templateId, now());
        if (destroyed === null) return fail({ code: 'template-not-found' });
        await dropImages(inside, owner, [destroyed]);
        await settle?.(inside, [destroyed]);
        return ok(null);
      }),
    eraseTemplatesOf: (owner, userIdentifier, within = records) =>
      within.inTransaction(async (inside) => {
        const destroyed = await inside.templates.eraseByUser(owner, userIdentifier, now());
        await dropImages(inside, owner, destroyed);
        return destroyed.map(({ id }) => id);
      }),
  };
}
