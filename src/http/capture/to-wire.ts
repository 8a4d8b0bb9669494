import { captureViewSchema, type CaptureBrand, type CaptureView } from '#contract/capture.js';
import { toTime } from '#contract/time.js';
import type { Application } from '#domain/access.js';
import { askOf, picturesOf } from '#services/capture/ask.js';
import type { SeenSession } from '#services/sessions/sessions.js';
import { viewOf } from '#services/sessions/session-view.js';

export interface ShownLink extends SeenSession {
  readonly application: Application;
  /** The path of the page, without a trailing slash. */
  readonly path: string;
  readonly canFilm: boolean;
  readonly nowEpochMs: number;
}

/** A link as its page shows it. */
export function toCaptureView({ session, role, application, path, canFilm, nowEpochMs }: ShownLink): CaptureView {
  const view = viewOf(session, role, nowEpochMs);
  const brand = toBrand(application, path);
  if (view.state !== 'running') return captureViewSchema.parse({ ...view, brand });
  const { mediaDays, sessionDays } = application.settings.retention;
  return captureViewSchema.parse({
    state: view.state,
    role: view.role,
    kind: session.kind,
    livemode: session.mode === 'live',
    status: view.status,
    brand,
    retention: { mediaDays, sessionDays },
    needCaptcha: view.needCaptcha,
    consented: view.consented,
    ask: askOf(session, canFilm),
    steps: picturesOf(session),
    working: view.working,
    attemptsLeft: view.attemptsLeft,
    refusal: view.refusal,
    expiresAt: toTime(view.expiresAtEpochMs),
  });
}

function toBrand({ name, settings: { pages } }: Application, path: string): CaptureBrand {
  const { productName, logo, accentColour, privacyUrl, anotherWay } = pages;
  return {
    productName: productName ?? name,
    logo: logo === null ? null : `${path}/logo`,
    accentColour,
    privacyUrl,
    anotherWay,
  };
}
