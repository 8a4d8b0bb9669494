import type { z } from 'zod';
import type { fileResourceSchema } from '#contract/file.js';
import { toTime, toTimeOrNull } from '#contract/time.js';
import type { fileLinkSchema } from '#contract/verification.js';
import { fileRoles, type StoredFile } from '#domain/file.js';
import { hourMs } from '#services/files/file-retention.js';
import type { Files } from '#services/files/files.js';

/** How long an address works that an answer gives. */
export const answeredUrlMs = hourMs;

interface Signing {
  readonly files: Pick<Files, 'signedUrl'>;
  readonly nowEpochMs: number;
  /** Never longer than the file itself is there. */
  readonly validForMs: number;
}

function signed(file: StoredFile, { files, nowEpochMs, validForMs }: Signing) {
  const expiresAtEpochMs = Math.min(nowEpochMs + validForMs, file.expiresAtEpochMs ?? Number.POSITIVE_INFINITY);
  return { url: files.signedUrl(file, expiresAtEpochMs), expiresAt: toTime(expiresAtEpochMs) };
}

/** Where the pictures of a verification can be fetched, the document first. What a caller uploaded for it is not told. */
export const toFileLinks = (files: readonly StoredFile[], signing: Signing): z.infer<typeof fileLinkSchema>[] =>
  files
    .filter((file) => file.class === 'media')
    .toSorted((a, b) => fileRoles.indexOf(a.role) - fileRoles.indexOf(b.role))
    .map((file) => ({ id: file.id, role: file.role, ...signed(file, signing) }));

export function toFileResource(file: StoredFile, signing: Signing): z.infer<typeof fileResourceSchema> {
  const { url, expiresAt } = signed(file, signing);
  return {
    id: file.id,
    object: 'file',
    createdAt: toTime(file.createdAtEpochMs),
    livemode: file.mode === 'live',
    class: file.class,
    role: file.role,
    contentType: file.contentType,
    sizeBytes: file.sizeBytes,
    expiresAt: toTimeOrNull(file.expiresAtEpochMs),
    verificationId: file.verificationId,
    sessionId: file.sessionId,
    templateId: file.templateId,
    url,
    urlExpiresAt: expiresAt,
  };
}
