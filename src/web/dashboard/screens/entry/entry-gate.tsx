import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { AccountState } from '#contract/dashboard/account.js';
import type { Trouble } from '#web/dashboard/client/answered.js';
import { callServer } from '#web/dashboard/client/call-server.js';
import { useRouter } from '#web/dashboard/routing/router.js';
import { Enrolment } from '#web/dashboard/screens/entry/enrolment.js';
import { FirstRun } from '#web/dashboard/screens/entry/first-run.js';
import { SecondFactor } from '#web/dashboard/screens/entry/second-factor.js';
import { SetUp } from '#web/dashboard/screens/entry/set-up.js';
import { SignIn } from '#web/dashboard/screens/entry/sign-in.js';
import { AccountContext } from '#web/dashboard/state/account.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { Loading } from '#web/dashboard/ui/shown.js';

const signInPath = '/sign-in';
const setUpPath = '/set-up';

/**
 * Shows its children to whoever is signed in, and the next step of the sign-in to everybody else; the address stays, so that one
 * comes back to where one was. `ends` grows when a call finds that the session is over.
 */
export function EntryGate({ ends, children }: { readonly ends: number; readonly children: ReactNode }) {
  const { path, go } = useRouter();
  const [state, setState] = useState<AccountState | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const wasSignedIn = useRef(false);

  const load = useCallback(async () => {
    const answered = await callServer('accountState', {});
    if (answered.ok) setState(answered.value);
    setTrouble(answered.ok ? null : answered.trouble);
  }, []);
  useEffect(() => void load(), [load, ends]);

  const arrived = useCallback(
    (next: AccountState) => {
      setState(next);
      if (path === signInPath || path === setUpPath) go('/', { replace: true });
    },
    [path, go],
  );
  const account = useMemo(
    () => (state?.state === 'signed-in' ? { account: state, reload: () => void load() } : null),
    [state, load],
  );
  useEffect(() => {
    if (account !== null) wasSignedIn.current = true;
  }, [account]);

  if (state === null) {
    return (
      <main className="entry">
        {trouble === null ? <Loading lines={2} /> : <TroubleNotice trouble={trouble} retry={() => void load()} />}
      </main>
    );
  }
  if (path === setUpPath && state.state !== 'enrolment-needed' && state.state !== 'code-needed') {
    return (
      <SetUp
        onState={(next) => {
          // The address keeps the token no longer than it is good for.
          go(signInPath, { replace: true });
          setState(next);
        }}
        toSignIn={() => {
          go('/', { replace: true });
          void load();
        }}
      />
    );
  }
  switch (state.state) {
    case 'signed-out':
      return state.firstRun ? (
        <FirstRun again={() => void load()} />
      ) : (
        <SignIn oidc={state.oidc} wasSignedIn={wasSignedIn.current && ends > 0} onState={arrived} />
      );
    case 'code-needed':
      return (
        <SecondFactor
          onState={arrived}
          startAgain={() => void callServer('signOut', { body: {} }).then(() => load())}
        />
      );
    case 'enrolment-needed':
      return (
        <Enrolment
          name={state.name}
          onDone={() => {
            go('/', { replace: true });
            void load();
          }}
        />
      );
    case 'signed-in':
      return <AccountContext.Provider value={account}>{children}</AccountContext.Provider>;
  }
}
