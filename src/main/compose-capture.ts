import type { Store } from '#ports/store.js';
import type { Capture } from '#services/capture/capture.js';
import { createTakeOfAddress } from '#services/capture/capture-limits.js';
import { createSubmitCapture } from '#services/capture/submit-capture.js';
import { createSubmitCheck } from '#services/capture/submit-check.js';
import type { CheckVideo } from '#services/check-video.js';
import type { Sessions } from '#services/sessions/sessions.js';

/** What the pages behind links do, wired. */
export function composeCapture(options: {
  readonly sessions: Sessions;
  readonly checkVideo: CheckVideo;
  readonly store: Pick<Store, 'keyedHash' | 'rateLimits'>;
  /** Whether films can be looked at here. */
  readonly canFilm: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}): Capture {
  const { sessions, checkVideo, store, canFilm, now } = options;
  const submitCheck = createSubmitCheck({ runs: sessions.runs, checkVideo });
  return {
    submit: createSubmitCapture({ sessions, submitCheck }),
    submitCheck,
    take: createTakeOfAddress({ ...store, now }),
    canFilm,
  };
}
