import { contentTypeOf } from '#services/files/content-type-of.js';
import type { Files } from '#services/files/files.js';
import type { EnrolmentImages } from '#services/templates/enrolment-images.js';

/** Pictures that templates were made of, as files of a class of their own: they last as long as their template. */
export function createEnrolmentFiles(files: Files): EnrolmentImages {
  return {
    async stage({ owner, templateId, bytes }) {
      const staged = await files.stage(
        {
          owner,
          class: 'enrolment',
          role: 'enrolment-photo',
          contentType: contentTypeOf(bytes),
          expiresAtEpochMs: null,
          templateId,
        },
        bytes,
      );
      return {
        fileId: staged.file.id,
        async commit(inside) {
          if (!(await staged.commit(inside))) throw new Error('a new file has a new id');
        },
        discard: () => staged.discard(),
      };
    },
    async drop(inside, owner, fileIds) {
      // The bytes cannot be opened any more; a sweep takes them away.
      for (const fileId of fileIds) await files.deleteInside(inside, owner, { fileId }, () => undefined);
    },
    read: (owner, fileId) => files.read(owner, fileId),
  };
}
