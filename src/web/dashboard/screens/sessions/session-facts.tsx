import type { SessionResource } from '#contract/session.js';
import { SessionBadge } from '#web/dashboard/screens/sessions/session-badge.js';
import { spaced } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { sessionsTexts as texts } from '#web/dashboard/texts/sessions.js';
import { scopeWords, sessionKindWords } from '#web/dashboard/texts/words.js';
import { Copyable } from '#web/dashboard/ui/copyable.js';
import { Facts } from '#web/dashboard/ui/facts.js';
import { Time } from '#web/dashboard/ui/time.js';

const timeOrNull = (at: string | null) => (at === null ? null : <Time at={at} long />);
const textOrNull = (text: string | null) => (text === null ? null : <Copyable text={text} label={general.copy} />);

/** Everything that is known of a session. */
export const SessionFacts = ({ session }: { readonly session: SessionResource }) => (
  <section className="card">
    <div className="row between">
      <h2>{texts.detail}</h2>
      <SessionBadge status={session.status} />
    </div>
    <Facts
      facts={[
        [general.id, <Copyable key="id" text={session.id} label={general.copyId} />],
        [texts.kind, sessionKindWords[session.kind] ?? session.kind],
        [texts.scopes, session.scopes.map((scope) => scopeWords[scope].label).join(', ')],
        [texts.nextStep, session.nextStep === null ? null : spaced(session.nextStep)],
        [texts.captcha, session.needCaptcha ? texts.captchaWaiting : null],
        [texts.claimed, session.claimed ? general.yes : general.no],
        [texts.created, timeOrNull(session.createdAt)],
        [texts.consented, timeOrNull(session.consentedAt)],
        [texts.expires, session.endedAt === null ? timeOrNull(session.expiresAt) : null],
        [texts.ended, timeOrNull(session.endedAt)],
        [
          texts.failure,
          session.failure === null ? null : (
            <>
              {session.failure.info} <code>{session.failure.code}</code>
            </>
          ),
        ],
        [texts.userIdentifier, textOrNull(session.userIdentifier)],
        [texts.externalId, textOrNull(session.externalId)],
        [texts.returnUrl, textOrNull(session.returnUrl)],
        [texts.callbackUrl, textOrNull(session.callbackUrl)],
        [
          texts.metadata,
          session.metadata === null ? null : (
            <pre key="metadata" className="json" tabIndex={0} aria-label={texts.metadata}>
              {JSON.stringify(session.metadata, null, 2)}
            </pre>
          ),
        ],
      ]}
    />
  </section>
);
