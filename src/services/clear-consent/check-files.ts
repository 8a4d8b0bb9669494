import { fileExtensions, type FileContentType, type FileRole } from '#domain/file.js';
import type { Principal } from '#domain/access.js';
import { contentTypeOf } from '#services/files/content-type-of.js';
import { mediaExpiresAtEpochMs } from '#services/files/file-retention.js';
import type { Files, StagedFile } from '#services/files/files.js';

/** The two files of a check, as they came, sealed and not yet known. */
export interface StagedPair {
  readonly selfieVideo: StagedFile;
  readonly idPhoto: StagedFile;
  discard(): Promise<void>;
}

/** What the files of a check are stored as; their roles find them again. */
export const checkFileRoles = { selfieVideo: 'selfie-video', idPhoto: 'document-front' } as const satisfies Record<
  string,
  FileRole
>;

/** Seals both files into the store. Throws, with nothing left behind, where one of them cannot be stored. */
export async function stageCheckFiles(
  files: Files,
  pair: {
    readonly checkId: string;
    readonly principal: Principal;
    readonly selfieVideo: Uint8Array;
    readonly idPhoto: Uint8Array;
    readonly nowEpochMs: number;
  },
): Promise<StagedPair> {
  const { checkId, principal, nowEpochMs } = pair;
  const stage = (role: FileRole, word: string, contentType: FileContentType, bytes: Uint8Array): Promise<StagedFile> =>
    files.stage(
      {
        owner: { applicationId: principal.applicationId, mode: principal.mode },
        class: 'media',
        role,
        contentType,
        expiresAtEpochMs: mediaExpiresAtEpochMs(principal.settings, nowEpochMs),
        verificationId: checkId,
        name: `${checkId}_${word}_${nowEpochMs}.${fileExtensions[contentType]}`,
      },
      bytes,
    );
  const selfieVideo = await stage(
    checkFileRoles.selfieVideo,
    'selfie',
    contentTypeOf(pair.selfieVideo),
    pair.selfieVideo,
  );
  try {
    const idPhoto = await stage(checkFileRoles.idPhoto, 'id', contentTypeOf(pair.idPhoto), pair.idPhoto);
    return {
      selfieVideo,
      idPhoto,
      async discard() {
        await selfieVideo.discard();
        await idPhoto.discard();
      },
    };
  } catch (error) {
    await selfieVideo.discard();
    throw error;
  }
}
