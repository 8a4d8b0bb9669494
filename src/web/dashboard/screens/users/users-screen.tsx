import { useState } from 'react';
import type { DashboardUser } from '#contract/dashboard/users.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { GrantsDialog } from '#web/dashboard/screens/users/grants-dialog.js';
import { ResetUserDialog } from '#web/dashboard/screens/users/reset-user-dialog.js';
import { UserActions } from '#web/dashboard/screens/users/user-actions.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { usersTexts as texts } from '#web/dashboard/texts/administration.js';
import { roleWords } from '#web/dashboard/texts/words.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { Button } from '#web/dashboard/ui/button.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Icon } from '#web/dashboard/ui/icon.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { SecretDialog } from '#web/dashboard/ui/secret-dialog.js';
import { Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

const stateTones = { invited: 'warn', active: 'good', disabled: 'bad' } as const;

/** Users of the dashboard; for admins of the installation. */
export function UsersScreen() {
  const { account } = useAccount();
  const tell = useTell();
  const loaded = useAnswer('users', {});
  const [edited, setEdited] = useState<DashboardUser | 'new' | null>(null);
  const [reset, setReset] = useState<DashboardUser | null>(null);
  const [link, setLink] = useState<string | null>(null);
  const nameOf = (id: string | null): string =>
    id === null ? texts.everywhere : (account.applications.find((application) => application.id === id)?.name ?? id);
  const changed = (): void => {
    loaded.reload();
    tell(texts.changed);
  };
  const invited = (setUpUrl: string): void => {
    setEdited(null);
    setReset(null);
    setLink(setUpUrl);
    loaded.reload();
  };
  return (
    <>
      <PageHead
        title={texts.title}
        about={texts.about}
        actions={
          <Button kind="main-action" aria-haspopup="dialog" onClick={() => setEdited('new')}>
            <Icon name="plus" />
            {texts.add}
          </Button>
        }
      />
      <Shown loaded={loaded}>
        {({ data }) => (
          <DataTable
            caption={texts.title}
            rows={data}
            rowKey={({ id }) => id}
            columns={[
              {
                head: texts.name,
                cell: ({ id, name }) => (
                  <span className="row">
                    <strong className="breakable">{name}</strong>
                    {id === account.user.id ? <Badge tone="accent">{texts.you}</Badge> : null}
                  </span>
                ),
              },
              {
                head: texts.state,
                cell: ({ state, lockedUntil, invitationExpiresAt }) => (
                  <>
                    <Badge tone={stateTones[state]}>{texts.states[state]}</Badge>
                    {lockedUntil === null ? null : (
                      <div className="small muted">
                        {texts.locked} <Time at={lockedUntil} />
                      </div>
                    )}
                    {invitationExpiresAt === null ? null : (
                      <div className="small muted">
                        {texts.invitedUntil} <Time at={invitationExpiresAt} />
                      </div>
                    )}
                  </>
                ),
              },
              { head: texts.kind, cell: ({ kind }) => texts.kinds[kind] },
              {
                head: texts.roles,
                cell: ({ grants }) => (
                  <ul>
                    {grants.map(({ applicationId, role }) => (
                      <li key={applicationId ?? ''}>
                        {roleWords[role].label} <span className="muted">· {nameOf(applicationId)}</span>
                      </li>
                    ))}
                  </ul>
                ),
              },
              {
                head: texts.lastSignIn,
                cell: ({ lastSignInAt }) =>
                  lastSignInAt === null ? <span className="muted">{texts.never}</span> : <Time at={lastSignInAt} />,
              },
              {
                head: texts.actions,
                kind: 'actions',
                cell: (user) => (
                  <UserActions
                    user={user}
                    own={user.id === account.user.id}
                    onEdit={() => setEdited(user)}
                    onReset={() => setReset(user)}
                    onChanged={changed}
                  />
                ),
              },
            ]}
          />
        )}
      </Shown>
      {edited === null ? null : (
        <GrantsDialog
          user={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onInvited={invited}
          onChanged={() => {
            setEdited(null);
            changed();
          }}
        />
      )}
      {reset === null ? null : <ResetUserDialog user={reset} onClose={() => setReset(null)} onInvited={invited} />}
      {link === null ? null : (
        <SecretDialog title={texts.linkTitle} secret={link} onClose={() => setLink(null)}>
          <p className="muted">{texts.linkAbout}</p>
        </SecretDialog>
      )}
    </>
  );
}
