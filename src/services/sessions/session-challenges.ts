import type { Challenge, DrawnChallenge } from '#domain/challenge.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { pictureOf, type PictureKind } from '#domain/session.js';
import type { SessionPersonal } from '#domain/session-result.js';
import { drawChallenge } from '#engine/liveness/active/draw-challenge.js';
import type { SessionRecord } from '#ports/session-records.js';
import { isSameSecret } from '#ports/same-secret.js';
import { changeByOwner, type Person } from '#services/sessions/session-access.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import { newSecret } from '#services/sessions/session-token.js';
import { captchaIsDue } from '#services/sessions/session-view.js';

/** From the draw to the arrival of the video: time to record sixteen seconds and to send 50 MB. */
export const challengeLifetimeMs = 5 * 60_000;

/**
 * Draws in one session: one for each of three attempts, and three for pages that were loaded again and videos that showed nothing.
 * Each draw is one more chance that a video made before answers it (docs/decisions/0023-filmed-sessions.md).
 */
export const maximumChallenges = 6;

/** Asks for a challenge; see `SessionsOfPerson`. */
export type AskChallenge = (person: Person) => Promise<Outcome<Challenge>>;

export function createAskChallenge(needs: SessionDependencies): AskChallenge {
  const { now, random, canFilm } = needs;
  return async (person) => {
    const challenge = drawChallenge({ random, nonce: newSecret() });
    const changed = await changeByOwner(needs, person, (session) => {
      if (!waitsForLiveness(session, now())) return fail({ code: 'session-step-wrong' });
      if (!canFilm) return fail({ code: 'video-decoder-not-installed' });
      const challengesDrawn = (session.personal.challengesDrawn ?? 0) + 1;
      if (challengesDrawn > maximumChallenges) return fail({ code: 'challenges-used-up' });
      const drawn = { challenge, drawnAtEpochMs: now() };
      return ok({ events: [], personal: { ...session.personal, challenge: drawn, challengesDrawn } });
    });
    return changed.ok ? ok(challenge) : changed;
  };
}

/** Whether the selfie of a session is a film that follows a challenge, where films can be looked at at all. */
export const isFilmed = ({ kind, state }: Pick<SessionRecord, 'kind' | 'state'>): boolean =>
  kind === 'clearconsent' || state.scopes.includes('liveness');

/** What the person shows next; the pictures of a ClearConsent page are judged together. Null: the session is over. */
export function nextPicturesOf({ kind, state }: Pick<SessionRecord, 'kind' | 'state'>): PictureKind | 'both' | null {
  if (state.nextStep === null) return null;
  return kind === 'clearconsent' ? 'both' : pictureOf[state.nextStep];
}

/** The next picture is a selfie whose liveness is judged, and none is being worked on. */
function waitsForLiveness(session: SessionRecord, nowEpochMs: number): boolean {
  const { work } = session.state;
  const works = work !== null && nowEpochMs < work.untilEpochMs;
  const next = nextPicturesOf(session);
  return next !== null && next !== 'document' && isFilmed(session) && !works && !captchaIsDue(session);
}

/** Whether a video may be worked on, and as the answer to what. */
export interface ChallengeAnswer {
  /** Null: it may be. */
  readonly refusal: Extract<FailureCode, `challenge-${string}`> | null;
  /** Null: nothing was asked, and it is judged by what it shows alone. */
  readonly drawn: DrawnChallenge | null;
  /** A challenge is used once: one that was answered, or is too old, or too new to be answered honestly, is gone. */
  readonly personal: SessionPersonal;
}

/** `nonce`: what came with the video; null: nothing. A nonce of no challenge of ours is refused, not overlooked. */
export function answerChallenge(personal: SessionPersonal, nonce: string | null, nowEpochMs: number): ChallengeAnswer {
  const { challenge: drawn, ...rest } = personal;
  if (drawn === undefined) {
    return { refusal: nonce === null ? null : 'challenge-wrong', drawn: null, personal };
  }
  // Kept: the page in another tab may have drawn it, and its video is still to come.
  if (nonce === null || !isSameSecret(nonce, drawn.challenge.nonce)) {
    return { refusal: 'challenge-wrong', drawn: null, personal };
  }
  const ageMs = nowEpochMs - drawn.drawnAtEpochMs;
  if (ageMs > challengeLifetimeMs) return { refusal: 'challenge-expired', drawn: null, personal: rest };
  if (ageMs < drawn.challenge.endsAtMs) return { refusal: 'challenge-too-early', drawn: null, personal: rest };
  return { refusal: null, drawn, personal: rest };
}
