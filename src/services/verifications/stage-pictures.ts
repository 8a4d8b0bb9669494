import type { Principal } from '#domain/access.js';
import type { FileRole } from '#domain/file.js';
import { keepsMedia, mediaExpiresAtEpochMs } from '#services/files/file-retention.js';
import type { Files, StagedFile } from '#services/files/files.js';
import { contentTypeOf } from '#services/files/content-type-of.js';
import type { Pictures } from '#services/verifications/read-pictures.js';

/** Stores the files of a verification, to be committed with it; none where the application keeps no media. */
export async function stagePictures(
  files: Pick<Files, 'stage'>,
  { front, back, selfie }: Pictures,
  about: { readonly principal: Principal; readonly verificationId: string; readonly nowEpochMs: number },
): Promise<StagedFile[]> {
  const { principal, verificationId, nowEpochMs } = about;
  const { applicationId, mode, settings } = principal;
  if (!keepsMedia(settings)) return [];
  const pictures: readonly (readonly [FileRole, Uint8Array | null])[] = [
    ['document-front', front],
    ['document-back', back],
    [selfie.kind === 'video' ? 'selfie-video' : 'selfie', selfie.bytes],
  ];
  const staged: StagedFile[] = [];
  try {
    for (const [role, bytes] of pictures) {
      if (bytes === null) continue;
      const file = {
        owner: { applicationId, mode },
        class: 'media',
        role,
        contentType: contentTypeOf(bytes),
        expiresAtEpochMs: mediaExpiresAtEpochMs(settings, nowEpochMs),
        verificationId,
      } as const;
      staged.push(await files.stage(file, bytes));
    }
  } catch (error) {
    for (const file of staged) await file.discard();
    throw error;
  }
  return staged;
}
