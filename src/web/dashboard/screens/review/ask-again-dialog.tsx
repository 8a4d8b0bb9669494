import { useState } from 'react';
import type { VerificationDetail } from '#contract/dashboard/verifications.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { noReasons, ReasonFields, toBody } from '#web/dashboard/screens/review/reason-fields.js';
import { sendsForm } from '#web/dashboard/screens/review/sends-form.js';
import { SessionLink } from '#web/dashboard/screens/sessions/session-link.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { reviewTexts as texts } from '#web/dashboard/texts/review.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Field } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

/** The pictures allow no decision: the person is asked for new ones under a new link. */
export function AskAgainDialog({
  id,
  onDone,
  onFaster,
  onClose,
}: {
  readonly id: string;
  readonly onDone: (detail: VerificationDetail) => void;
  readonly onFaster: () => void;
  readonly onClose: () => void;
}) {
  const owner = useOwner();
  const ask = useAction('askAgain');
  const [reasons, setReasons] = useState(noReasons);
  const [returnUrl, setReturnUrl] = useState('');
  const [asked, setAsked] = useState<{ readonly url: string; readonly detail: VerificationDetail } | null>(null);

  const send = async (): Promise<void> => {
    const answered = await ask.run({
      path: { ...owner.path, id },
      body: { ...toBody(reasons), ...(returnUrl.trim() === '' ? {} : { returnUrl: returnUrl.trim() }) },
    });
    if (answered?.ok === true) setAsked({ url: answered.value.session.url, detail: answered.value.detail });
    else if (answered?.trouble.code === 'review-decided') onFaster();
  };
  if (asked !== null) {
    return (
      <Dialog title={texts.newLink} locked onClose={() => onDone(asked.detail)}>
        <div className="stack">
          <p>{texts.newLinkAbout}</p>
          <SessionLink url={asked.url} />
          <div className="dialog-actions">
            <Button kind="main-action" onClick={() => onDone(asked.detail)}>
              {texts.next}
            </Button>
          </div>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={texts.askAgainTitle} locked={ask.busy} onClose={onClose}>
      <form
        className="stack"
        onKeyDown={sendsForm}
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <p>{texts.askAgainAbout}</p>
        <ReasonFields decision="reject" reasons={reasons} wrong={null} onChange={setReasons} />
        <Field label={texts.returnUrl} hint={texts.returnUrlHint}>
          {(control) => (
            <input {...control} type="url" value={returnUrl} onChange={(event) => setReturnUrl(event.target.value)} />
          )}
        </Field>
        <TroubleNotice trouble={ask.trouble} />
        <div className="dialog-actions">
          <Button disabled={ask.busy} onClick={onClose}>
            {general.cancel}
          </Button>
          <Button type="submit" kind="main-action" busy={ask.busy}>
            {texts.askAgain}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
