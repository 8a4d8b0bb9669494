import {
  isFinal,
  pictureOf,
  type PictureKind,
  type SessionFailure,
  type SessionStatus,
  type SessionStep,
} from '#domain/session.js';
import type { SessionRecord } from '#ports/session-records.js';
import type { SessionRole } from '#services/sessions/session-access.js';
import { maximumAttempts } from '#services/sessions/session-transitions.js';

/** What a link shows. Nothing in it is a result: scores would teach an attacker. */
export type SessionView =
  /** After the end, to anybody. `returnUrl` and `status` are for who took part. */
  | {
      readonly state: 'finished';
      readonly role: SessionRole;
      readonly status: SessionStatus | null;
      readonly returnUrl: string | null;
    }
  | { readonly state: 'in-use'; readonly role: 'stranger' }
  | {
      readonly state: 'running';
      readonly role: 'owner' | 'follower' | 'nobody';
      readonly status: SessionStatus;
      readonly nextStep: SessionStep | null;
      readonly picture: PictureKind | null;
      readonly needCaptcha: boolean;
      readonly consented: boolean;
      readonly working: boolean;
      readonly attemptsLeft: number;
      /** Why the picture before was not accepted. */
      readonly refusal: SessionFailure | null;
      readonly expiresAtEpochMs: number;
    };

/** `role`: of who looks. */
export function viewOf(session: SessionRecord, role: SessionRole, nowEpochMs: number): SessionView {
  const { state } = session;
  if (isFinal(state.status)) {
    const tookPart = role === 'owner' || role === 'follower';
    return {
      state: 'finished',
      role,
      status: tookPart ? state.status : null,
      returnUrl: tookPart ? session.personal.returnUrl : null,
    };
  }
  if (role === 'stranger') return { state: 'in-use', role };
  return {
    state: 'running',
    role,
    status: state.status,
    nextStep: state.nextStep,
    picture: state.nextStep === null ? null : pictureOf[state.nextStep],
    needCaptcha: captchaIsDue(session),
    consented: session.consentedAtEpochMs !== null,
    working: state.work !== null && nowEpochMs < state.work.untilEpochMs,
    attemptsLeft: maximumAttempts - state.attempts,
    refusal: session.personal.refusal ?? null,
    expiresAtEpochMs: state.expiresAtEpochMs,
  };
}

/** A captcha is needed and not passed yet. */
export const captchaIsDue = ({ state }: Pick<SessionRecord, 'state'>): boolean =>
  state.needCaptcha && state.status === 'CREATED';
