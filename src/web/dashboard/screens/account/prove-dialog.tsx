import { useState } from 'react';
import type { Trouble } from '#web/dashboard/client/answered.js';
import { CodeField, isCode } from '#web/dashboard/screens/entry/code-field.js';
import { accountTexts as texts } from '#web/dashboard/texts/account.js';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Field } from '#web/dashboard/ui/field.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';

/** Password and code once more, before something that would lock the user out. */
export function ProveDialog({
  title,
  about,
  busy,
  trouble,
  onProve,
  onClose,
}: {
  readonly title: string;
  readonly about: string;
  readonly busy: boolean;
  readonly trouble: Trouble | null;
  readonly onProve: (proof: { readonly password: string; readonly code: string }) => Promise<void>;
  readonly onClose: () => void;
}) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (password === '' || !isCode(code)) return;
          void onProve({ password, code }).then(() => setCode(''));
        }}
      >
        <p>{about}</p>
        <Field label={texts.presentPassword}>
          {(control) => (
            <input
              {...control}
              type="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <CodeField value={code} onChange={setCode} />
        <TroubleNotice trouble={trouble} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button type="submit" kind="main-action" busy={busy}>
            {texts.proceed}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
