import type { FileRole } from '#domain/file.js';
import type { SessionFile } from '#domain/session-result.js';
import type { Records } from '#ports/records.js';
import { contentTypeOf } from '#services/files/content-type-of.js';
import { keepsMedia, mediaExpiresAtEpochMs } from '#services/files/file-retention.js';
import type { Files } from '#services/files/files.js';
import type { SessionFiles } from '#services/sessions/session-files.js';

const roles = {
  document: 'document-front',
  'document-back': 'document-back',
  selfie: 'selfie',
  'selfie-video': 'selfie-video',
} as const satisfies Record<SessionFile['kind'], FileRole>;

/** The pictures of sessions, as sealed media of their application; where it keeps none, until the session's time is up. */
export function createStoredSessionFiles(dependencies: {
  readonly files: Files;
  readonly records: Records;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): SessionFiles {
  const { files, records, now } = dependencies;
  return {
    async keep({ id, applicationId, mode, state }, kind, bytes) {
      const application = await records.applications.find(applicationId);
      if (application === null) throw new Error('a session belongs to an application');
      const { settings } = application;
      // Where no media are kept, a later picture of the session still has to be compared with this one.
      const lifetime = keepsMedia(settings)
        ? ({ class: 'media', expiresAtEpochMs: mediaExpiresAtEpochMs(settings, now()) } as const)
        : ({ class: 'part', expiresAtEpochMs: state.expiresAtEpochMs } as const);
      const staged = await files.stage(
        {
          ...lifetime,
          owner: { applicationId, mode },
          role: roles[kind],
          contentType: contentTypeOf(bytes),
          sessionId: id,
        },
        bytes,
      );
      if (!(await staged.commit(records))) throw new Error('a new file has a new id');
      return staged.file.id;
    },
    async keepPart({ id, applicationId, mode }, fileId, bytes, untilEpochMs) {
      const staged = await files.stage(
        {
          id: fileId,
          owner: { applicationId, mode },
          class: 'part',
          role: 'upload',
          contentType: 'application/octet-stream',
          expiresAtEpochMs: untilEpochMs,
          sessionId: id,
        },
        bytes,
      );
      if (!(await staged.commit(records))) await staged.discard();
    },
    prolongParts: ({ applicationId, mode }, fileIds, untilEpochMs) =>
      records.files.prolong({ applicationId, mode }, fileIds, now(), untilEpochMs),
    read: ({ applicationId, mode }, fileId) => files.read({ applicationId, mode }, fileId),
    async remove({ applicationId, mode }, fileIds) {
      if (fileIds.length > 0) await files.delete({ applicationId, mode }, { fileIds });
    },
  };
}
