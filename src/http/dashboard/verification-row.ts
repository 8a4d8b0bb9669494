import type { VerificationRow as ShownRow } from '#contract/dashboard/verifications.js';
import { toTime } from '#contract/time.js';
import type { VerificationRow } from '#ports/insight-records.js';

export const toVerificationRow = ({ createdAtEpochMs, ...row }: VerificationRow): ShownRow => ({
  ...row,
  createdAt: toTime(createdAtEpochMs),
});
