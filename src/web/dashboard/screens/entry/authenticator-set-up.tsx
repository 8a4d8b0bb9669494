import { useState } from 'react';
import type { Answered, Trouble } from '#web/dashboard/client/answered.js';
import { CodeField, isCode } from '#web/dashboard/screens/entry/code-field.js';
import { entry } from '#web/dashboard/texts/entry.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Copyable } from '#web/dashboard/ui/copyable.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { QrCode } from '#web/dashboard/ui/qr-code.js';

/** The secret as a QR code and in letters, and the field that shows that the authenticator has it. */
export function AuthenticatorSetUp({
  secret,
  uri,
  busy,
  trouble,
  confirm,
}: {
  readonly secret: string;
  readonly uri: string;
  readonly busy: boolean;
  readonly trouble: Trouble | null;
  readonly confirm: (code: string) => Promise<Answered<unknown> | null>;
}) {
  const [code, setCode] = useState('');
  return (
    <>
      <QrCode text={uri} label={entry.qrLabel} />
      <div>
        <p className="muted">{entry.cannotScan}</p>
        <Copyable text={secret} label={entry.copySecret} />
      </div>
      <TroubleNotice trouble={trouble} />
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!isCode(code)) return;
          void confirm(code).then((answered) => {
            if (answered?.ok !== true) setCode('');
          });
        }}
      >
        <CodeField value={code} onChange={setCode} />
        <Button type="submit" kind="main-action" large busy={busy}>
          {entry.confirm}
        </Button>
      </form>
    </>
  );
}
