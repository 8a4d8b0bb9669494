import { pictureOf, stepsOf, type PictureKind } from '#domain/session.js';
import { videoLimits } from '#engine/video/video-limits.js';
import type { SessionRecord } from '#ports/session-records.js';
import { isFilmed, nextPicturesOf } from '#services/sessions/session-challenges.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';

/** What a page asks for next, and in which forms it is taken. */
export interface CaptureAsk {
  readonly pictures: PictureKind | 'both';
  readonly selfie: 'photo' | 'film';
  /** To be asked for before the selfie is filmed. */
  readonly challenge: boolean;
  readonly maximumBytes: { readonly photo: number; readonly video: number };
}

/**
 * `canFilm`: whether films can be looked at here. A ClearConsent page takes a film whatever is installed, for its dialect knows no
 * other selfie. Null: nothing more.
 */
export function askOf(session: SessionRecord, canFilm: boolean): CaptureAsk | null {
  const pictures = nextPicturesOf(session);
  if (pictures === null) return null;
  const challenge = canFilm && isFilmed(session);
  return {
    pictures,
    selfie: challenge || session.kind === 'clearconsent' ? 'film' : 'photo',
    challenge,
    maximumBytes: { photo: pictureLimitBytes, video: videoLimits.sizeBytes },
  };
}

/** What will have been asked for, in order. */
export const picturesOf = ({ state }: SessionRecord): PictureKind[] => [
  ...new Set(stepsOf(state.scopes).map((step) => pictureOf[step])),
];
