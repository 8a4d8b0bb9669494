import { useState } from 'react';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { KeyActionDialog, type KeyAction } from '#web/dashboard/screens/keys/key-action-dialog.js';
import type { Key } from '#web/dashboard/screens/keys/key.js';
import { NewKeyDialog } from '#web/dashboard/screens/keys/new-key-dialog.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { keysTexts as texts } from '#web/dashboard/texts/keys.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Copyable } from '#web/dashboard/ui/copyable.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Choice } from '#web/dashboard/ui/field.js';
import { Icon } from '#web/dashboard/ui/icon.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { SecretDialog } from '#web/dashboard/ui/secret-dialog.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';

export function KeysScreen() {
  const owner = useOwner();
  const loaded = useAnswer('keys', { path: { applicationId: owner.application.id } });
  const [creating, setCreating] = useState(false);
  const [asked, setAsked] = useState<{ readonly act: KeyAction; readonly apiKey: Key } | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const [revoked, setRevoked] = useState(false);
  const made = (key: string): void => {
    setCreating(false);
    setAsked(null);
    setSecret(key);
    loaded.reload();
  };
  return (
    <>
      <PageHead
        title={texts.title}
        about={texts.about}
        actions={
          <Button kind="main-action" aria-haspopup="dialog" onClick={() => setCreating(true)}>
            <Icon name="plus" />
            {texts.create}
          </Button>
        }
      />
      <Shown loaded={loaded}>
        {({ data }) => {
          const shown = data.filter(({ revokedAt }) => revoked || revokedAt === null);
          const successorOf = (key: Key): Key | undefined =>
            data.find(({ succeeds, revokedAt }) => succeeds === key.id && revokedAt === null);
          return (
            <div className="stack">
              <div className="row between">
                <span className="row">
                  <span className="muted">{texts.appId}</span>
                  <Copyable text={owner.application.id} label={general.copyId} />
                </span>
                {data.some(({ revokedAt }) => revokedAt !== null) ? (
                  <Choice label={texts.showRevoked} checked={revoked} onChange={setRevoked} />
                ) : null}
              </div>
              {shown.length === 0 ? (
                <div className="card">
                  <Empty icon="key" title={texts.emptyTitle}>
                    <p>{texts.emptyHelp}</p>
                  </Empty>
                </div>
              ) : (
                <DataTable
                  caption={texts.title}
                  rows={shown}
                  rowKey={({ id }) => id}
                  columns={[
                    {
                      head: texts.name,
                      cell: ({ name, id }) => (
                        <>
                          <strong className="breakable">{name}</strong>
                          <div className="small muted">
                            <code>{id}</code>
                          </div>
                        </>
                      ),
                    },
                    {
                      head: texts.mode,
                      cell: ({ livemode }) => (
                        <Badge tone={livemode ? 'accent' : 'plain'}>{livemode ? texts.live : texts.test}</Badge>
                      ),
                    },
                    { head: texts.kind, cell: ({ kind }) => texts.kinds[kind].label },
                    { head: texts.scopes, cell: ({ scopes }) => scopes.join(', ') },
                    { head: texts.made, cell: ({ createdAt }) => <Time at={createdAt} /> },
                    {
                      head: texts.state,
                      cell: (key) =>
                        key.revokedAt !== null ? (
                          <>
                            <Badge tone="bad">{texts.revoked}</Badge>
                            <div className="small muted">
                              <Time at={key.revokedAt} />
                            </div>
                          </>
                        ) : successorOf(key) !== undefined ? (
                          <Badge tone="warn">{texts.replaced}</Badge>
                        ) : (
                          <Badge tone="good">{texts.active}</Badge>
                        ),
                    },
                    {
                      head: texts.actions,
                      kind: 'actions',
                      cell: (key) =>
                        key.revokedAt !== null ? null : (
                          <span className="row end">
                            {successorOf(key) === undefined ? (
                              <Button
                                aria-haspopup="dialog"
                                aria-label={`${texts.rotate} ${key.name}`}
                                onClick={() => setAsked({ act: 'rotate', apiKey: key })}
                              >
                                {texts.rotate}
                              </Button>
                            ) : null}
                            <Button
                              kind="danger"
                              aria-haspopup="dialog"
                              aria-label={`${texts.revoke} ${key.name}`}
                              onClick={() => setAsked({ act: 'revoke', apiKey: key })}
                            >
                              {texts.revoke}
                            </Button>
                          </span>
                        ),
                    },
                  ]}
                />
              )}
            </div>
          );
        }}
      </Shown>
      {creating ? <NewKeyDialog onClose={() => setCreating(false)} onMade={made} /> : null}
      {asked === null ? null : (
        <KeyActionDialog
          {...asked}
          onClose={() => setAsked(null)}
          onMade={made}
          onRevoked={() => {
            setAsked(null);
            loaded.reload();
          }}
        />
      )}
      {secret === null ? null : (
        <SecretDialog title={texts.secretTitle} secret={secret} onClose={() => setSecret(null)} />
      )}
    </>
  );
}
