import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { CodeField, isCode } from '#web/dashboard/screens/entry/code-field.js';
import { NewPasswordFields, noPassword, passwordFault } from '#web/dashboard/screens/entry/new-password-fields.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { accountTexts as texts } from '#web/dashboard/texts/account.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Field } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

export function PasswordCard() {
  const { account } = useAccount();
  const tell = useTell();
  const change = useAction('changePassword');
  const [present, setPresent] = useState('');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState(noPassword);
  const [told, setTold] = useState(false);
  const send = async (): Promise<void> => {
    setTold(true);
    if (present === '' || !isCode(code) || passwordFault(password) !== null) return;
    const answered = await change.run({ body: { password: present, code, newPassword: password.first } });
    setCode('');
    if (answered?.ok !== true) return;
    setPresent('');
    setPassword(noPassword);
    setTold(false);
    tell(texts.passwordChanged);
  };
  return (
    <section className="card">
      <h2>{texts.password}</h2>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={account.user.name} readOnly />
        <Field label={texts.presentPassword}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={present}
              onChange={(event) => setPresent(event.target.value)}
            />
          )}
        </Field>
        <NewPasswordFields value={password} told={told} onChange={setPassword} />
        <CodeField value={code} onChange={setCode} />
        <TroubleNotice trouble={change.trouble} />
        <div>
          <Button type="submit" kind="main-action" busy={change.busy}>
            {texts.changePassword}
          </Button>
        </div>
      </form>
    </section>
  );
}
