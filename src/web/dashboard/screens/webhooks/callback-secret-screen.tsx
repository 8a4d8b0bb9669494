import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { WebhookTabs } from '#web/dashboard/screens/webhooks/webhook-tabs.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { webhooksTexts as texts } from '#web/dashboard/texts/webhooks.js';
import { Button } from '#web/dashboard/ui/button.js';
import { ConfirmDialog } from '#web/dashboard/ui/confirm-dialog.js';
import { Notice, TroubleNotice } from '#web/dashboard/ui/notice.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { SecretDialog } from '#web/dashboard/ui/secret-dialog.js';
import { Time } from '#web/dashboard/ui/time.js';

/** The secret that signs callbacks: shown once, then only made anew. */
export function CallbackSecretScreen() {
  const owner = useOwner();
  const show = useAction('callbackSecret');
  const rotate = useAction('rotateCallbackSecret');
  const [asked, setAsked] = useState(false);
  const [shown, setShown] = useState<{
    readonly secret: string | null;
    readonly previousValidUntil: string | null;
  } | null>(null);
  const ask = async (): Promise<void> => {
    const answered = await show.run({ path: owner.path, body: {} });
    if (answered?.ok === true) setShown(answered.value);
  };
  const renew = async (): Promise<void> => {
    const answered = await rotate.run({ path: owner.path, body: {} });
    if (answered?.ok !== true) return;
    setShown(answered.value);
    setAsked(false);
  };
  return (
    <>
      <PageHead title={texts.title} about={texts.about} />
      <WebhookTabs />
      <section className="card stack">
        <h2>{texts.callbackTitle}</h2>
        <p className="muted">{texts.callbackAbout}</p>
        <TroubleNotice trouble={show.trouble} />
        {shown !== null && shown.secret === null ? <Notice announced>{texts.callbackShown}</Notice> : null}
        <div className="row">
          <Button kind="main-action" busy={show.busy} onClick={() => void ask()}>
            {texts.callbackShow}
          </Button>
          <Button aria-haspopup="dialog" onClick={() => setAsked(true)}>
            {texts.rotate}
          </Button>
        </div>
      </section>
      {asked ? (
        <ConfirmDialog
          title={texts.rotateTitle}
          action={texts.rotateAction}
          danger={false}
          busy={rotate.busy}
          trouble={rotate.trouble}
          onConfirm={() => void renew()}
          onClose={() => setAsked(false)}
        >
          <p>{texts.rotateAbout}</p>
        </ConfirmDialog>
      ) : null}
      {shown !== null && shown.secret !== null ? (
        <SecretDialog title={texts.callbackTitle} secret={shown.secret} onClose={() => setShown(null)}>
          {shown.previousValidUntil === null ? null : (
            <p className="muted">
              {texts.previousUntil} <Time at={shown.previousValidUntil} />
            </p>
          )}
        </SecretDialog>
      ) : null}
    </>
  );
}
