import { useState } from 'react';
import type { AccountState } from '#contract/dashboard/account.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { CodeField, isCode } from '#web/dashboard/screens/entry/code-field.js';
import { EntryFrame } from '#web/dashboard/screens/entry/entry-frame.js';
import { entry } from '#web/dashboard/texts/entry.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Field } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

/** The password was right; now the authenticator, or a recovery code. */
export function SecondFactor({
  onState,
  startAgain,
}: {
  readonly onState: (state: AccountState) => void;
  readonly startAgain: () => void;
}) {
  const [recovery, setRecovery] = useState(false);
  const [text, setText] = useState('');
  const byCode = useAction('signInCode');
  const byRecovery = useAction('signInRecovery');
  const action = recovery ? byRecovery : byCode;

  const send = async (): Promise<void> => {
    const answered = recovery
      ? await byRecovery.run({ body: { recoveryCode: text.trim() } })
      : await byCode.run({ body: { code: text } });
    if (answered?.ok === true) onState(answered.value);
    else setText('');
  };
  const turn = (): void => {
    setRecovery(!recovery);
    setText('');
    action.forget();
  };
  const complete = recovery ? text.trim() !== '' : isCode(text);
  return (
    <EntryFrame
      title={recovery ? entry.recoveryTitle : entry.codeTitle}
      about={recovery ? entry.recoveryAbout : entry.codeAbout}
    >
      <TroubleNotice trouble={action.trouble} />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (complete) void send();
        }}
      >
        {recovery ? (
          <Field label={entry.recoveryCode}>
            {(control) => (
              <input
                {...control}
                className="mono"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                maxLength={40}
                required
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            )}
          </Field>
        ) : (
          <CodeField value={text} onChange={setText} />
        )}
        <Button type="submit" kind="main-action" large busy={action.busy}>
          {entry.signIn}
        </Button>
      </form>
      <div className="row between">
        <Button kind="plain" onClick={turn}>
          {recovery ? entry.useCode : entry.useRecovery}
        </Button>
        <Button kind="plain" onClick={startAgain}>
          {entry.startAgain}
        </Button>
      </div>
    </EntryFrame>
  );
}
