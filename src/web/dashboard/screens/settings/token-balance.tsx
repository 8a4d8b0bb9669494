import { useState } from 'react';
import type { DashboardAnswer } from '#contract/dashboard/calls.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { countOf } from '#web/dashboard/texts/formats.js';
import { settingsTexts as texts } from '#web/dashboard/texts/settings.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Field } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

/** What is left, and for admins of the installation how to change it. */
export function TokenBalance({
  application,
  onChanged,
}: {
  readonly application: DashboardAnswer<'application'>;
  readonly onChanged: (application: DashboardAnswer<'application'>) => void;
}) {
  const { account } = useAccount();
  const tell = useTell();
  const add = useAction('addTokens');
  const [text, setText] = useState('');
  const tokens = Number(text);
  const send = async (): Promise<void> => {
    if (text === '' || !Number.isInteger(tokens) || tokens === 0) return;
    const answered = await add.run({ path: { applicationId: application.id }, body: { tokens } });
    if (answered?.ok !== true) return;
    setText('');
    onChanged(answered.value);
    tell(texts.tokensAdded);
  };
  return (
    <section className="card settings-group">
      <div>
        <h2>{texts.tokensTitle}</h2>
        <p className="muted">{texts.tokensBalance(countOf(application.tokenBalance))}</p>
      </div>
      {account.user.installationAdmin ? (
        <div className="stack">
          <Field label={texts.tokensAdd} hint={texts.tokensHint}>
            {(control) => (
              <span className="with-unit">
                <input
                  {...control}
                  type="number"
                  step={1}
                  value={text}
                  onChange={(event) => setText(event.target.value)}
                />
                <Button busy={add.busy} onClick={() => void send()}>
                  {texts.tokensAdd}
                </Button>
              </span>
            )}
          </Field>
          <TroubleNotice trouble={add.trouble} />
        </div>
      ) : null}
    </section>
  );
}
