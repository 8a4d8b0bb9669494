import type { Principal } from '#domain/access.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { isFinal } from '#domain/session.js';
import type { Owner } from '#ports/owner.js';
import { unclaimed, type SessionRecord } from '#ports/session-records.js';
import { createCaptcha, type CaptchaAnswer, type CaptchaChallenge } from '#services/sessions/captcha.js';
import {
  changeSession,
  readSession,
  type SessionChange,
  type SettleSessionChange,
} from '#services/sessions/change-session.js';
import { createSessionClaims, type SessionClaims } from '#services/sessions/claim-session.js';
import {
  createSession,
  type CreatedSession,
  type NewSession,
  type SettleCreation,
} from '#services/sessions/create-session.js';
import { createSessionEnds, type SessionEnds } from '#services/sessions/end-sessions.js';
import { createAskChallenge, type AskChallenge } from '#services/sessions/session-challenges.js';
import { byToken, changeByOwner, roleOf, type Person, type SessionRole } from '#services/sessions/session-access.js';
import type { SessionDependencies } from '#services/sessions/session-dependencies.js';
import { hashToken, linkUrl } from '#services/sessions/session-token.js';
import { createSessionRuns, type SessionRuns } from '#services/sessions/session-runs.js';
import { captchaIsDue, viewOf, type SessionView } from '#services/sessions/session-view.js';
import { createSessionUploads, type SessionUploads } from '#services/sessions/session-uploads.js';
import { createSubmitPicture, type SubmitPicture } from '#services/sessions/submit-picture.js';

/** What an application and its operators do with sessions. */
export interface SessionsOfApplication extends SessionEnds {
  create(principal: Principal, request: NewSession, settle?: SettleCreation): Promise<Outcome<CreatedSession>>;
  /** Get Status. Failure `not-found`, also for another application's token. */
  findByToken(owner: Owner, token: string): Promise<Outcome<SessionRecord>>;
  find(owner: Owner, sessionId: string): Promise<Outcome<SessionRecord>>;
  /**
   * The link of a session, for its application. Null once the session is over, for a key that may not make links (who has
   * one can act under it), and where the session is older than the keeping of tokens.
   */
  linkOf(session: SessionRecord, scopes: Principal['scopes']): string | null;
  /** Unbinds the link: the next who acts claims it. Failures `not-found`, `session-over`. */
  release(owner: Owner, sessionId: string, settle?: SettleSessionChange): Promise<Outcome<SessionRecord>>;
}

/** A session, and who looks at it. */
export interface SeenSession {
  readonly session: SessionRecord;
  readonly role: SessionRole;
}

/** What a person does in the page behind a link. All but `view` and `claim` need the owner's cookie. */
export interface SessionsOfPerson extends SessionClaims {
  /** Changes nothing and claims nothing: previews of links may call it. Failure `not-found`. */
  look(person: Person): Promise<Outcome<SeenSession>>;
  /** The same, as what the link shows. */
  view(person: Person): Promise<Outcome<SessionView>>;
  /** Counts the changes of a session, for whoever waits for one. Null: there is none. */
  version(token: string): Promise<number | null>;
  /** The person agrees to what is taken; the first time counts. */
  consent(person: Person): Promise<Outcome<SessionRecord>>;
  /** Failure `session-step-wrong` where no captcha is due. */
  issueCaptcha(person: Person): Promise<Outcome<CaptchaChallenge>>;
  /** Failures `captcha-wrong`, `session-step-wrong`. */
  answerCaptcha(person: Person, answer: CaptchaAnswer): Promise<Outcome<SessionRecord>>;
  /**
   * What to do in front of the camera while the next selfie is filmed; one that was drawn before counts no more. The video
   * answers it once, with its nonce in `capture`, within `challengeLifetimeMs`. Failures `session-step-wrong` (no liveness is
   * waited for), `video-decoder-not-installed`, `challenges-used-up`.
   */
  readonly askChallenge: AskChallenge;
  readonly submit: SubmitPicture;
  readonly uploads: SessionUploads;
  /** The person does not want to. */
  decline(person: Person): Promise<Outcome<SessionRecord>>;
}

export interface Sessions {
  readonly application: SessionsOfApplication;
  readonly person: SessionsOfPerson;
  /** For a dialect that works on both pictures of a session at once. */
  readonly runs: SessionRuns;
}

/** Every session of every dialect lives here, by the one table of `session-machine.ts`. */
export function createSessions(needs: SessionDependencies): Sessions {
  const { keyedHash, now } = needs;
  const captcha = createCaptcha(keyedHash);
  const runs = createSessionRuns(needs);

  const byOwner = (person: Person, decide: (session: SessionRecord) => Outcome<SessionChange>) =>
    changeByOwner(needs, person, decide);

  async function look(person: Person): Promise<Outcome<SeenSession>> {
    const found = await readSession(needs, byToken(person.token, keyedHash));
    return found.ok ? ok({ session: found.value, role: roleOf(found.value, person, keyedHash) }) : found;
  }

  return {
    runs,
    application: {
      ...createSessionEnds(needs),
      create: (principal, request, settle) => createSession(needs, principal, request, settle),
      async findByToken({ applicationId, mode }, token) {
        const mine = async (inside: Parameters<ReturnType<typeof byToken>>[0]): Promise<SessionRecord | null> => {
          const found = await byToken(token, keyedHash)(inside);
          return found?.applicationId === applicationId && found.mode === mode ? found : null;
        };
        return readSession(needs, mine);
      },
      find: (owner, sessionId) => readSession(needs, (inside) => inside.sessions.find(owner, sessionId)),
      linkOf: ({ kind, state, personal: { linkToken } }, scopes) =>
        linkToken === undefined || isFinal(state.status) || !scopes.includes('verify')
          ? null
          : linkUrl(needs.publicUrl(), kind, linkToken),
      release: (owner, sessionId, settle) =>
        changeSession(
          needs,
          (inside) => inside.sessions.find(owner, sessionId),
          ({ state }) =>
            state.endedAtEpochMs === null ? ok({ events: [], claim: unclaimed }) : fail({ code: 'session-over' }),
          settle,
        ),
    },
    person: {
      ...createSessionClaims(needs),
      look,
      async version(token) {
        const hash = hashToken(keyedHash, token);
        return hash === null ? null : needs.records.sessions.findVersion(hash);
      },
      async view(person) {
        const seen = await look(person);
        return seen.ok ? ok(viewOf(seen.value.session, seen.value.role, now())) : seen;
      },
      consent: (person) =>
        byOwner(person, ({ consentedAtEpochMs }) =>
          ok({ events: [], consentedAtEpochMs: consentedAtEpochMs ?? now() }),
        ),
      async issueCaptcha(person) {
        const found = await byOwner(person, (session) =>
          captchaIsDue(session) ? ok({ events: [] }) : fail({ code: 'session-step-wrong' }),
        );
        if (!found.ok) return found;
        const application = await needs.records.applications.find(found.value.applicationId);
        if (application === null) throw new Error('a session belongs to an application');
        return ok(captcha.issue(found.value.id, application.settings.sessions.captchaDifficultyBits, now()));
      },
      answerCaptcha: (person, answer) =>
        byOwner(person, ({ id }) =>
          captcha.verify(id, answer, now())
            ? ok({ events: [{ type: 'captcha-passed' }] })
            : fail({ code: 'captcha-wrong' }),
        ),
      askChallenge: createAskChallenge(needs),
      submit: createSubmitPicture(needs, runs),
      uploads: createSessionUploads(needs),
      decline: (person) => byOwner(person, () => ok({ events: [{ type: 'declined' }] })),
    },
  };
}
