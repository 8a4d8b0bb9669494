import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { AuthenticatorSetUp } from '#web/dashboard/screens/entry/authenticator-set-up.js';
import { EntryFrame } from '#web/dashboard/screens/entry/entry-frame.js';
import { RecoveryCodes } from '#web/dashboard/screens/entry/recovery-codes.js';
import { useOnce } from '#web/dashboard/screens/entry/use-once.js';
import { entry } from '#web/dashboard/texts/entry.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { Loading } from '#web/dashboard/ui/shown.js';

/** Nobody comes in without a second factor: it is set up right after the password. */
export function Enrolment({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const enrol = useAction('enrolTotp');
  const confirm = useAction('confirmTotp');
  const [secret, setSecret] = useState<{ readonly secret: string; readonly uri: string } | null>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const ask = async (): Promise<void> => {
    const answered = await enrol.run({ body: {} });
    if (answered?.ok === true) setSecret(answered.value);
  };
  useOnce(() => void ask());

  if (codes !== null) {
    return (
      <EntryFrame title={entry.recoveryKeepTitle} about={entry.recoveryKeep} roomy>
        <RecoveryCodes codes={codes} next={entry.enter} onNext={onDone} />
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={entry.enrolTitle} about={entry.enrolAbout(name)}>
      <TroubleNotice trouble={enrol.trouble} retry={() => void ask()} />
      {secret === null ? (
        <Loading />
      ) : (
        <AuthenticatorSetUp
          {...secret}
          busy={confirm.busy}
          trouble={confirm.trouble}
          confirm={async (code) => {
            const answered = await confirm.run({ body: { code } });
            if (answered?.ok === true) setCodes(answered.value.recoveryCodes);
            return answered;
          }}
        />
      )}
    </EntryFrame>
  );
}
