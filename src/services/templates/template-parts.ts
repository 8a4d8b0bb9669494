import type { Owner, Records } from '#ports/records.js';
import type { DestroyedTemplate } from '#ports/template-records.js';
import type { ErasePart, ErasureContext } from '#services/erase/erase.js';
import { sessionsOf, type Check } from '#services/erase/subject.js';
import type { ExportPart } from '#services/export/export-subject.js';
import type { Files } from '#services/files/files.js';

/**
 * Enrolled people with the pictures that they were enrolled from: by their identifier, and whoever a check has enrolled.
 * It reads results, and so comes before what destroys those.
 */
export const templateErasure = (files: Files): ErasePart => {
  async function dropImages(
    inside: Records,
    owner: Owner,
    destroyed: readonly DestroyedTemplate[],
    { afterCommit }: ErasureContext,
  ): Promise<void> {
    for (const fileId of destroyed.flatMap(({ imageFileIds }) => imageFileIds)) {
      await files.deleteInside(inside, owner, { fileId }, afterCommit);
    }
  }

  return {
    name: 'templates',
    async eraseVerification(inside, owner, id, context) {
      const destroyed: DestroyedTemplate[] = [];
      for (const templateId of await enrolledBy(inside, owner, { id, sessionId: context.sessionId })) {
        const template = await inside.templates.delete(owner, templateId, context.atEpochMs);
        if (template !== null) destroyed.push(template);
      }
      await dropImages(inside, owner, destroyed, context);
      return destroyed.length;
    },
    async eraseUser(inside, owner, userIdentifier, context) {
      const destroyed = await inside.templates.eraseByUser(owner, userIdentifier, context.atEpochMs);
      await dropImages(inside, owner, destroyed, context);
      return destroyed.length;
    },
  };
};

/** Templates without their vectors, which mean nothing outside of this installation. */
export const templateExport: ExportPart = {
  name: 'templates',
  async exportVerification(records, owner, check) {
    return found(records, owner, await enrolledBy(records, owner, check));
  },
  async exportUser(records, owner, userIdentifier) {
    return found(records, owner, await records.templates.findByUser(owner, userIdentifier));
  },
  async filesOfVerification(records, owner, check) {
    return (await enrolledBy(records, owner, check)).map((templateId) => ({ templateId }));
  },
  async filesOfUser(records, owner, userIdentifier) {
    const templateIds = await records.templates.findByUser(owner, userIdentifier);
    return templateIds.map((templateId) => ({ templateId }));
  },
};

async function found({ templates }: Records, owner: Owner, templateIds: readonly string[]): Promise<unknown[]> {
  const all = [];
  for (const templateId of templateIds) all.push(await templates.find(owner, templateId));
  return all.filter((template) => template !== null);
}

/** Ids of the templates that a check made or added a picture to. */
async function enrolledBy({ verifications, sessions }: Records, owner: Owner, check: Check): Promise<string[]> {
  const templateIds = new Set<string>();
  const record = await verifications.find(owner, check.id);
  if (record?.result.status === 'completed' && 'templateId' in record.result.value) {
    templateIds.add(record.result.value.templateId);
  }
  for (const sessionId of sessionsOf(check)) {
    const enrolment = (await sessions.find(owner, sessionId))?.personal.result.enrolment;
    if (enrolment !== undefined) templateIds.add(enrolment.templateId);
  }
  return [...templateIds];
}
