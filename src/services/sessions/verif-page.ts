import type { Principal } from '#domain/access.js';
import { fail, type Outcome } from '#domain/outcome.js';
import { pictureOf, stepsOf } from '#domain/session.js';
import type { CreatedSession, SettleCreation } from '#services/sessions/create-session.js';
import type { SessionEvent } from '#services/sessions/session-events.js';
import type { SessionRun } from '#services/sessions/session-runs.js';
import type { Sessions } from '#services/sessions/sessions.js';

/** Whom a page of ClearConsent is for; the identifier is fixed by its token and cannot be changed in the page. */
export interface VerifPage {
  readonly userIdentifier: string;
  readonly userEmail: string | null;
  readonly userPhone: string | null;
}

/**
 * Trades the key in the address of `GET /verif/` for a session of its own: its token, in a clean address, is all that the
 * browser keeps. Failures `user-identifier-missing` and those of creating a session.
 */
export async function openVerifPage(
  { application }: Pick<Sessions, 'application'>,
  principal: Principal,
  { userIdentifier, userEmail, userPhone }: VerifPage,
  settle?: SettleCreation,
): Promise<Outcome<CreatedSession>> {
  if (userIdentifier === '') return fail({ code: 'user-identifier-missing' });
  const person = { userIdentifier, email: userEmail, phone: userPhone };
  return application.create(principal, { kind: 'clearconsent', scopes: ['document', 'match'], ...person }, settle);
}

/**
 * What a run that got all its pictures at once means once they are judged, whatever the verdict: every step is passed.
 * The run was begun with the picture that comes first.
 */
export function passEverything({ workId, session }: SessionRun): SessionEvent[] {
  const { work, scopes } = session.state;
  if (work?.id !== workId) throw new Error('the run was begun');
  return stepsOf(scopes).flatMap((step, place, steps): SessionEvent[] => {
    const before = steps[place - 1];
    const passed: SessionEvent = { type: 'step-passed', step, workId };
    if (before === undefined || pictureOf[before] === pictureOf[step]) return [passed];
    return [{ type: 'picture-received', kind: pictureOf[step], work }, passed];
  });
}
