import type { DomainEvent } from '#domain/event.js';
import { toFileLinks } from '#http/apis/native/file-resource.js';
import { toVerificationResource } from '#http/apis/native/verification-resource.js';
import { dayMs } from '#services/files/file-retention.js';
import type { Files } from '#services/files/files.js';
import type { ToldVerification } from '#services/verifications/create-verification.js';

/** An event is tried for 75 hours; its addresses are to work when it arrives. */
const toldUrlMs = 4 * dayMs;

/** What receivers of events are told of a verification, in the words of our own API. */
export function verificationBodies(
  {
    record,
    review,
    files: stored,
  }: Pick<ToldVerification, 'review' | 'files'> & {
    readonly record: Parameters<typeof toVerificationResource>[0];
  },
  signing: { readonly files: Pick<Files, 'signedUrl'>; readonly nowEpochMs: number },
): DomainEvent['bodies'] {
  const links = toFileLinks(stored, { ...signing, validForMs: toldUrlMs });
  return { native: toVerificationResource(record, { review, files: links }) };
}
