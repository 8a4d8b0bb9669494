import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { AccountSessions } from '#web/dashboard/screens/account/account-sessions.js';
import { Appearance } from '#web/dashboard/screens/account/appearance.js';
import { PasswordCard } from '#web/dashboard/screens/account/password-card.js';
import { SecondFactorCard } from '#web/dashboard/screens/account/second-factor-card.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { accountTexts as texts } from '#web/dashboard/texts/account.js';
import { roleWords } from '#web/dashboard/texts/words.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Shown } from '#web/dashboard/ui/shown.js';

/** The user's own: password, second factor, sessions, and how the dashboard looks. */
export function AccountScreen() {
  const { account } = useAccount();
  const sessions = useAnswer('accountSessions', {});
  const { user, applications } = account;
  return (
    <>
      <PageHead title={texts.title} about={texts.signedInAs(user.name)} />
      <div className="stack">
        {user.kind === 'local' ? (
          <div className="columns">
            <PasswordCard />
            <SecondFactorCard />
          </div>
        ) : (
          <p className="card muted">{texts.fromProvider}</p>
        )}
        <Shown loaded={sessions}>{({ data }) => <AccountSessions sessions={data} reload={sessions.reload} />}</Shown>
        <div className="columns">
          <Appearance />
          <section className="card">
            <h2>{texts.roles}</h2>
            {applications.length === 0 ? (
              <p className="muted">{texts.noRoles}</p>
            ) : (
              <DataTable
                caption={texts.roles}
                rows={applications}
                rowKey={({ id }) => id}
                columns={[
                  { head: texts.application, cell: ({ name }) => name },
                  { head: texts.role, cell: ({ role }) => roleWords[role].label },
                ]}
              />
            )}
            {user.installationAdmin ? <p className="muted after">{texts.installationAdmin}</p> : null}
          </section>
        </div>
        <p className="small muted">{texts.version(account.version)}</p>
      </div>
    </>
  );
}
