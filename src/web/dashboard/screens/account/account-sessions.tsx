import { useState } from 'react';
import type { DashboardAnswer } from '#contract/dashboard/calls.js';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { accountTexts as texts } from '#web/dashboard/texts/account.js';
import { general } from '#web/dashboard/texts/general.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { Button } from '#web/dashboard/ui/button.js';
import { ConfirmDialog } from '#web/dashboard/ui/confirm-dialog.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { Time } from '#web/dashboard/ui/time.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

/** Where the user is signed in. */
export function AccountSessions({
  sessions,
  reload,
}: {
  readonly sessions: DashboardAnswer<'accountSessions'>['data'];
  readonly reload: () => void;
}) {
  const account = useAccount();
  const tell = useTell();
  const end = useAction('endAccountSession');
  const everywhere = useAction('signOutEverywhere');
  const [asked, setAsked] = useState(false);
  const endOne = async (id: string): Promise<void> => {
    const answered = await end.run({ path: { id } });
    if (answered?.ok !== true) return;
    tell(texts.ended);
    reload();
  };
  return (
    <section className="card">
      <div className="row between">
        <h2>{texts.sessions}</h2>
        <Button kind="danger" aria-haspopup="dialog" onClick={() => setAsked(true)}>
          {texts.everywhere}
        </Button>
      </div>
      <TroubleNotice trouble={end.trouble} />
      <DataTable
        caption={texts.sessions}
        rows={sessions}
        rowKey={({ id }) => id}
        columns={[
          {
            head: texts.browser,
            cell: ({ browser, current }) => (
              <span className="row">
                <span className="breakable">{browser ?? general.unknown}</span>
                {current ? <Badge tone="accent">{texts.current}</Badge> : null}
              </span>
            ),
          },
          { head: texts.address, cell: ({ address }) => address ?? general.unknown },
          { head: texts.since, cell: ({ createdAt }) => <Time at={createdAt} /> },
          { head: texts.lastSeen, cell: ({ lastSeenAt }) => <Time at={lastSeenAt} /> },
          { head: texts.expires, cell: ({ expiresAt }) => <Time at={expiresAt} /> },
          {
            head: texts.actions,
            kind: 'actions',
            cell: ({ id, current }) =>
              current ? null : (
                <Button busy={end.busy} onClick={() => void endOne(id)}>
                  {texts.end}
                </Button>
              ),
          },
        ]}
      />
      {asked ? (
        <ConfirmDialog
          title={texts.everywhereTitle}
          action={texts.everywhereAction}
          busy={everywhere.busy}
          trouble={everywhere.trouble}
          onConfirm={() =>
            void everywhere.run({ body: {} }).then((answered) => {
              if (answered?.ok === true) account.reload();
            })
          }
          onClose={() => setAsked(false)}
        >
          <p>{texts.everywhereAbout}</p>
        </ConfirmDialog>
      ) : null}
    </section>
  );
}
