import type { ReactNode } from 'react';
import { Link, useRouter } from '#web/dashboard/routing/router.js';
import { applicationScreens, installationScreens, type ScreenGroup } from '#web/dashboard/shell/screens.js';
import { useAccount } from '#web/dashboard/state/account.js';
import type { Owner } from '#web/dashboard/state/owner.js';
import { shell } from '#web/dashboard/texts/shell.js';
import { Icon } from '#web/dashboard/ui/icon.js';

/** Links to the screens that the user may open. `owner` null: no application is chosen. */
export function Navigation({ owner, waiting }: { readonly owner: Owner | null; readonly waiting: number }) {
  const { account } = useAccount();
  const groups: readonly ScreenGroup[] = [
    ...(owner === null
      ? []
      : applicationScreens.map(({ title, screens }) => ({
          title,
          screens: screens
            .filter(({ role }) => owner.may(role))
            .map((entry) => ({ ...entry, screen: owner.to(entry.screen) })),
        }))),
    ...(account.user.installationAdmin ? [installationScreens] : []),
  ];
  return (
    <nav className="side" aria-label={shell.navigation}>
      {groups.map((group) => (
        <div key={group.title}>
          <h2>{group.title}</h2>
          <ul>
            {group.screens.map((entry) => (
              <li key={entry.screen}>
                <NavigationLink to={entry.screen}>
                  <Icon name={entry.icon} />
                  {entry.label}
                  {entry.label === shell.review && waiting > 0 ? (
                    <span className="count">
                      <span aria-hidden="true">{waiting > 99 ? '99+' : waiting}</span>
                      <span className="unseen">{shell.waiting(waiting)}</span>
                    </span>
                  ) : null}
                </NavigationLink>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

function NavigationLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  const { path } = useRouter();
  const current = path === to || path.startsWith(`${to}/`);
  return (
    <Link to={to} {...(current ? { 'aria-current': 'page' as const } : {})}>
      {children}
    </Link>
  );
}
