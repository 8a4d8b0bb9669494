import type { TakeOfAddress } from '#services/capture/capture-limits.js';
import type { SubmitCapture } from '#services/capture/submit-capture.js';
import type { SubmitCheck } from '#services/capture/submit-check.js';

/** What the pages behind links need beside the sessions themselves. */
export interface Capture {
  readonly submit: SubmitCapture;
  /** Both pictures of a ClearConsent page, of a caller who has no uploads. */
  readonly submitCheck: SubmitCheck;
  readonly take: TakeOfAddress;
  /** Whether films can be looked at here. */
  readonly canFilm: boolean;
}
