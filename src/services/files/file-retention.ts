import type { ApplicationSettings } from '#domain/application-settings.js';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** Uploads are there to be used by a call that follows (rulings: 24 hours). */
export const uploadLifetimeMs = dayMs;

/** Whether anything of a verification or session outlives it. */
export const keepsMedia = ({ retention }: ApplicationSettings): boolean => retention.mediaDays > 0;

/** When a picture or video of a verification or session is destroyed: 7 days on, or as the application is set. */
export const mediaExpiresAtEpochMs = ({ retention }: ApplicationSettings, createdAtEpochMs: number): number =>
  createdAtEpochMs + retention.mediaDays * dayMs;
