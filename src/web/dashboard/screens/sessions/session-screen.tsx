import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { CaseChallenge } from '#web/dashboard/screens/case/case-challenge.js';
import { CaseSignals } from '#web/dashboard/screens/case/case-signals.js';
import { SessionFacts } from '#web/dashboard/screens/sessions/session-facts.js';
import { SessionLink } from '#web/dashboard/screens/sessions/session-link.js';
import { SessionVerifications } from '#web/dashboard/screens/sessions/session-verifications.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { sessionsTexts as texts } from '#web/dashboard/texts/sessions.js';
import { Button } from '#web/dashboard/ui/button.js';
import { ConfirmDialog } from '#web/dashboard/ui/confirm-dialog.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Shown } from '#web/dashboard/ui/shown.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

const freshEveryMs = 10_000;

export function SessionScreen({ id }: { readonly id: string }) {
  const owner = useOwner();
  const tell = useTell();
  const path = { ...owner.path, id };
  const [asked, setAsked] = useState<'cancel' | 'release' | null>(null);
  const [running, setRunning] = useState(true);
  const loaded = useAnswer('session', { path }, { everyMs: running ? freshEveryMs : null });
  const cancel = useAction('cancelSession');
  const release = useAction('releaseSession');
  const session = loaded.value?.session;
  const open = session?.endedAt === null;
  if (session !== undefined && running !== open) setRunning(open);

  const perform = async (): Promise<void> => {
    const answered = asked === 'cancel' ? await cancel.run({ path, body: {} }) : await release.run({ path, body: {} });
    if (answered?.ok !== true) return;
    loaded.replace(answered.value);
    tell(asked === 'cancel' ? texts.cancelled : texts.released);
    setAsked(null);
  };
  const challenge = session?.result?.activeLiveness;
  const injection = session?.result?.injection;
  return (
    <>
      <PageHead
        title={texts.detail}
        back={{ to: owner.to('sessions'), label: texts.back }}
        actions={
          open && owner.may('reviewer') ? (
            <>
              {session.claimed ? (
                <Button aria-haspopup="dialog" onClick={() => setAsked('release')}>
                  {texts.release}
                </Button>
              ) : null}
              <Button kind="danger" aria-haspopup="dialog" onClick={() => setAsked('cancel')}>
                {texts.cancel}
              </Button>
            </>
          ) : null
        }
      />
      <Shown loaded={loaded} lines={8}>
        {(detail) => (
          <div className="columns">
            <SessionFacts session={detail.session} />
            <div className="stack">
              {detail.session.url === null ? null : (
                <section className="card">
                  <h2>{texts.link}</h2>
                  <SessionLink url={detail.session.url} />
                </section>
              )}
              <SessionVerifications rows={detail.verifications} />
              {challenge === undefined ? null : <CaseChallenge report={challenge} />}
              {injection === undefined ? null : (
                <CaseSignals
                  signals={[{ name: 'injection', signal: injection, signs: injection.signs }]}
                  observations={[]}
                />
              )}
            </div>
          </div>
        )}
      </Shown>
      {asked === null ? null : (
        <ConfirmDialog
          key={asked}
          title={asked === 'cancel' ? texts.cancelTitle : texts.releaseTitle}
          action={asked === 'cancel' ? texts.cancelAction : texts.releaseAction}
          danger={asked === 'cancel'}
          busy={cancel.busy || release.busy}
          trouble={asked === 'cancel' ? cancel.trouble : release.trouble}
          onConfirm={() => void perform()}
          onClose={() => setAsked(null)}
        >
          <p>{asked === 'cancel' ? texts.cancelAbout : texts.releaseAbout}</p>
        </ConfirmDialog>
      )}
    </>
  );
}
