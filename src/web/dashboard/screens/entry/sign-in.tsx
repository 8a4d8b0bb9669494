import { useEffect, useState } from 'react';
import type { AccountState } from '#contract/dashboard/account.js';
import { addressOf } from '#web/dashboard/client/call-server.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useRouter } from '#web/dashboard/routing/router.js';
import { EntryFrame } from '#web/dashboard/screens/entry/entry-frame.js';
import { entry } from '#web/dashboard/texts/entry.js';
import { timeLongFormat } from '#web/dashboard/texts/formats.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Field } from '#web/dashboard/ui/field.js';
import { Notice, TroubleNotice } from '#web/dashboard/ui/notice.js';

/** Name and password, or the provider. `wasSignedIn`: the session ended while a screen was open. */
export function SignIn({
  oidc,
  wasSignedIn,
  onState,
}: {
  readonly oidc: { readonly label: string } | null;
  readonly wasSignedIn: boolean;
  readonly onState: (state: AccountState) => void;
}) {
  const { query } = useRouter();
  const signIn = useAction('signIn');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [openAt, setOpenAt] = useState<number | null>(null);
  const fromProvider = entry.oidcErrors[query.get('error') ?? ''];

  const locked = signIn.trouble?.code === 'sign-in-locked' ? signIn.trouble.retryAfterSeconds : null;
  useEffect(() => {
    if (locked === null) return;
    setOpenAt(Date.now() + locked * 1000);
    const timer = setTimeout(() => setOpenAt(null), locked * 1000);
    return () => clearTimeout(timer);
  }, [locked, signIn.trouble]);

  const send = async (): Promise<void> => {
    const answered = await signIn.run({ body: { name: name.trim(), password } });
    setPassword('');
    if (answered?.ok === true) onState(answered.value);
  };
  return (
    <EntryFrame title={entry.signIn}>
      {wasSignedIn ? <Notice>{entry.sessionOver}</Notice> : null}
      {fromProvider === undefined ? null : (
        <Notice tone="bad" announced>
          {fromProvider}
        </Notice>
      )}
      {openAt !== null ? (
        <Notice tone="warn" announced>
          {entry.lockedUntil(timeLongFormat.format(openAt))}
        </Notice>
      ) : (
        <TroubleNotice trouble={signIn.trouble} />
      )}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== '' && password !== '') void send();
        }}
      >
        <Field label={entry.name}>
          {(control) => (
            <input
              {...control}
              name="username"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label={entry.password}>
          {(control) => (
            <input
              {...control}
              type="password"
              name="password"
              autoComplete="current-password"
              required
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          )}
        </Field>
        <Button type="submit" kind="main-action" large busy={signIn.busy}>
          {entry.next}
        </Button>
      </form>
      {oidc === null ? null : (
        <a className="button large" href={addressOf('signInOidc', {})}>
          {oidc.label}
        </a>
      )}
    </EntryFrame>
  );
}
