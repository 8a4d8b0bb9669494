import type { DomainEvent } from '#domain/event.js';
import type { StoredFile } from '#domain/file.js';
import type { VideoCheck } from '#domain/operation.js';
import type { Records, VerificationRecord } from '#ports/records.js';
import type { ReviewDecision } from '#ports/review-records.js';
import { assessCheck, type CheckVerdict } from '#services/clear-consent/assess-check.js';
import { checkFileRoles } from '#services/clear-consent/check-files.js';
import { publishVerification } from '#services/verifications/publish-verification.js';

/** A file as its caller is told of it. */
export interface ToldFile {
  readonly file: StoredFile;
  /** Signed; works as long as the file is there. */
  readonly url: string;
}

/** A check that is over, or waits for its reviewer: all that its caller and the webhooks are told. */
export interface ToldCheck {
  readonly record: VerificationRecord<'video-check'>;
  readonly check: VideoCheck;
  readonly verdict: CheckVerdict;
  /** Null: it is deleted. */
  readonly files: Readonly<Record<keyof typeof checkFileRoles, ToldFile | null>>;
  readonly completedAtEpochMs: number;
}

/** See `Files.signedUrl`. */
export type SignedUrl = (file: StoredFile, expiresAtEpochMs: number) => string;

/** The body of the webhook in every shape that there is one for. */
export type CheckBodies = (told: ToldCheck) => DomainEvent['bodies'];

/** Tells the application's endpoints of a check, in the transaction of `inside`. */
export async function publishCheck(inside: Records, told: ToldCheck, bodies: CheckBodies): Promise<void> {
  const { record, completedAtEpochMs } = told;
  await publishVerification(inside, record, { bodies: bodies(told), createdAtEpochMs: completedAtEpochMs });
}

/**
 * What follows the decision of a reviewer on a check of ClearConsent: its webhook, which waited for it, in the same
 * transaction. Any other record is left alone.
 */
export type ClearConsentReviewed = (
  inside: Records,
  record: VerificationRecord,
  decision: ReviewDecision,
) => Promise<void>;

export function createClearConsentReviewed(dependencies: {
  readonly bodies: CheckBodies;
  readonly signedUrl: SignedUrl;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): ClearConsentReviewed {
  const { bodies, signedUrl, now } = dependencies;
  return async (inside, record, decision) => {
    if (!isVideoCheck(record) || record.result.status !== 'completed') return;
    const { applicationId, mode, id: verificationId } = record;
    const completedAtEpochMs = now();
    const stored = await inside.files.list({ applicationId, mode }, { verificationId });
    const fileOf = (wanted: StoredFile['role']): ToldFile | null => {
      const file = stored.find(
        ({ role, expiresAtEpochMs }) => role === wanted && (expiresAtEpochMs ?? Infinity) > completedAtEpochMs,
      );
      return file === undefined ? null : toldFile(file, signedUrl);
    };
    const check = record.result.value;
    const { riskFactors } = assessCheck(check);
    const told: ToldCheck = {
      record,
      check,
      verdict: { status: decision === 'approved' ? 'verified' : 'rejected', riskFactors },
      files: { selfieVideo: fileOf(checkFileRoles.selfieVideo), idPhoto: fileOf(checkFileRoles.idPhoto) },
      completedAtEpochMs,
    };
    await publishCheck(inside, told, bodies);
  };
}

const isVideoCheck = (record: VerificationRecord): record is VerificationRecord<'video-check'> =>
  record.operation === 'video-check' && record.dialect === 'clearconsent';

/** The address works as long as the file. */
export function toldFile(file: StoredFile, signedUrl: SignedUrl): ToldFile {
  if (file.expiresAtEpochMs === null) throw new Error('the files of a check have an end');
  return { file, url: signedUrl(file, file.expiresAtEpochMs) };
}
