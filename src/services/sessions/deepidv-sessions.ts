import type { SessionScope } from '#domain/session.js';
import type { ApplicationSettings } from '#domain/application-settings.js';
import type { DecisionReason } from '#domain/verification.js';
import type { SessionRecord } from '#ports/session-records.js';

/** deepidv's words for where a session stands. */
export const deepidvStatuses = ['PENDING', 'SUBMITTED', 'VERIFIED', 'REJECTED', 'VOIDED'] as const;
export type DeepidvStatus = (typeof deepidvStatuses)[number];

/** What a session of that dialect does; liveness where the application requires it of every verification. */
export const deepidvScopes = ({ policy }: Pick<ApplicationSettings, 'policy'>): SessionScope[] => [
  'document',
  ...(policy.requireLiveness ? (['liveness'] as const) : []),
  ...(policy.requireDeepfake ? (['deepfake'] as const) : []),
  'match',
];

/** A document that says these is not taken for read (rulings, deepidv: `verified`). */
const documentFaults: ReadonlySet<DecisionReason> = new Set<DecisionReason>([
  'document-expired',
  'document-check-digit-failed',
]);

/**
 * | machine             | deepidv   |                                                                 |
 * | ------------------- | --------- | --------------------------------------------------------------- |
 * | CREATED, CAPTCHA_OK | PENDING   | nobody has shown anything yet                                   |
 * | IN_PROGRESS         | SUBMITTED | something was shown                                             |
 * | DONE                | VERIFIED  | one person, on a document that is valid and was read            |
 * | DONE                | REJECTED  | another person, or a document that has expired or is misread    |
 * | FAILED              | REJECTED  |                                                                 |
 * | EXPIRED, CANCELED   | VOIDED    |                                                                 |
 */
export function deepidvStatusOf({ state, personal }: Pick<SessionRecord, 'state' | 'personal'>): DeepidvStatus {
  switch (state.status) {
    case 'CREATED':
    case 'CAPTCHA_OK':
      return 'PENDING';
    case 'IN_PROGRESS':
      return 'SUBMITTED';
    case 'FAILED':
      return 'REJECTED';
    case 'EXPIRED':
    case 'CANCELED':
      return 'VOIDED';
    case 'DONE': {
      const { verdict } = personal.result;
      const verified = verdict?.match === true && !verdict.reasons.some((reason) => documentFaults.has(reason));
      return verified ? 'VERIFIED' : 'REJECTED';
    }
  }
}
