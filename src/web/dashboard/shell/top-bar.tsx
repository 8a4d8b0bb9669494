import { useState } from 'react';
import type { Mode } from '#contract/dashboard/meanings.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { Link, useRouter } from '#web/dashboard/routing/router.js';
import { Brand } from '#web/dashboard/shell/brand.js';
import { CommandPalette } from '#web/dashboard/shell/command-palette.js';
import { Navigation } from '#web/dashboard/shell/navigation.js';
import { useGlobalKey } from '#web/dashboard/shell/use-global-key.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { makeOwner, type Owner } from '#web/dashboard/state/owner.js';
import { shell } from '#web/dashboard/texts/shell.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Icon } from '#web/dashboard/ui/icon.js';
import { Segments } from '#web/dashboard/ui/segments.js';

const modes: readonly { readonly value: Mode; readonly label: string }[] = [
  { value: 'live', label: shell.live },
  { value: 'test', label: shell.test },
];

/** Which application and mode is looked at, the quick search, and the account. */
export function TopBar({ owner, waiting }: { readonly owner: Owner | null; readonly waiting: number }) {
  const { account, reload } = useAccount();
  const { path, go } = useRouter();
  const [menu, setMenu] = useState<string | null>(null);
  const [palette, setPalette] = useState(false);
  const signOut = useAction('signOut');
  useGlobalKey((event) => {
    if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return false;
    setPalette(true);
    return true;
  });
  // The list of the other application or mode, never one thing of this one.
  const screen = /^\/a\/[^/]+\/[^/]+\/([^/]+)/.exec(path)?.[1] ?? 'overview';
  return (
    <header className="top">
      <Button
        kind="plain"
        className="icon-only only-phone"
        aria-label={shell.menu}
        aria-haspopup="dialog"
        onClick={() => setMenu(path)}
      >
        <Icon name="menu" />
      </Button>
      {owner === null ? null : (
        <div className="chosen-application row">
          <div>
            <select
              aria-label={shell.application}
              value={owner.application.id}
              onChange={(event) => {
                const chosen = account.applications.find(({ id }) => id === event.target.value);
                if (chosen !== undefined) go(makeOwner(chosen, owner.mode).to('overview'));
              }}
            >
              {account.applications.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </div>
          <Segments
            label={shell.mode}
            value={owner.mode}
            options={modes}
            onChange={(mode) => go(makeOwner(owner.application, mode).to(screen))}
          />
        </div>
      )}
      <div className="push row">
        {owner === null ? null : (
          <Button aria-haspopup="dialog" onClick={() => setPalette(true)}>
            <Icon name="search" />
            <span className="unseen">{shell.quickSearch}</span>
            <kbd>Ctrl K</kbd>
          </Button>
        )}
        <Link to="/account" className="button plain" title={account.user.name}>
          <Icon name="account" />
          <span className="account-name">{account.user.name}</span>
        </Link>
        <Button
          kind="plain"
          className="icon-only"
          aria-label={shell.signOut}
          title={shell.signOut}
          busy={signOut.busy}
          onClick={() => void signOut.run({ body: {} }).then(reload)}
        >
          <Icon name="out" />
        </Button>
      </div>
      {menu !== null && menu === path ? (
        <Dialog title={shell.navigation} size="drawer" onClose={() => setMenu(null)}>
          <Brand />
          <Navigation owner={owner} waiting={waiting} />
        </Dialog>
      ) : null}
      {palette && owner !== null ? <CommandPalette owner={owner} onClose={() => setPalette(false)} /> : null}
    </header>
  );
}
