import { useState } from 'react';
import type { AccountState } from '#contract/dashboard/account.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { EntryFrame } from '#web/dashboard/screens/entry/entry-frame.js';
import { NewPasswordFields, noPassword, passwordFault } from '#web/dashboard/screens/entry/new-password-fields.js';
import { useOnce } from '#web/dashboard/screens/entry/use-once.js';
import { entry } from '#web/dashboard/texts/entry.js';
import { Button } from '#web/dashboard/ui/button.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { Loading } from '#web/dashboard/ui/shown.js';

/** Where the link of an invitation leads: its token stands behind the `#`, so that no log of a server ever holds it. */
export function SetUp({
  onState,
  toSignIn,
}: {
  readonly onState: (state: AccountState) => void;
  readonly toSignIn: () => void;
}) {
  const [token] = useState(() => window.location.hash.slice(1));
  const [name, setName] = useState<string | null>(null);
  const [password, setPassword] = useState(noPassword);
  const [told, setTold] = useState(false);
  const look = useAction('invitation');
  const setUp = useAction('setUp');
  const ask = async (): Promise<void> => {
    const answered = await look.run({ body: { token } });
    if (answered?.ok === true) setName(answered.value.name);
  };
  useOnce(() => void ask());

  const send = async (): Promise<void> => {
    setTold(true);
    if (passwordFault(password) !== null) return;
    const answered = await setUp.run({ body: { token, password: password.first } });
    if (answered?.ok === true) onState(answered.value);
  };
  const trouble = look.trouble ?? setUp.trouble;
  if (trouble?.code === 'invitation-invalid' || (trouble?.code === 'request-invalid' && name === null)) {
    return (
      <EntryFrame title={entry.invitationWrong} about={entry.invitationHelp}>
        <Button kind="main-action" large onClick={toSignIn}>
          {entry.toSignIn}
        </Button>
      </EntryFrame>
    );
  }
  return (
    <EntryFrame title={entry.setUpTitle} {...(name === null ? {} : { about: entry.setUpAbout(name) })}>
      {name === null ? (
        <>
          <TroubleNotice trouble={look.trouble} retry={() => void ask()} />
          {look.trouble === null ? <Loading /> : null}
        </>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void send();
          }}
        >
          <TroubleNotice trouble={setUp.trouble} />
          <NewPasswordFields value={password} told={told} onChange={setPassword} />
          <Button type="submit" kind="main-action" large busy={setUp.busy}>
            {entry.next}
          </Button>
        </form>
      )}
    </EntryFrame>
  );
}
