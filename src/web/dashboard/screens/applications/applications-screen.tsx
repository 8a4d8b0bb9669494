import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { makeOwner } from '#web/dashboard/state/owner.js';
import { applicationsTexts as texts } from '#web/dashboard/texts/administration.js';
import { general } from '#web/dashboard/texts/general.js';
import { roleWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Copyable } from '#web/dashboard/ui/copyable.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Dialog } from '#web/dashboard/ui/dialog.js';
import { Field } from '#web/dashboard/ui/field.js';
import { Icon } from '#web/dashboard/ui/icon.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Empty } from '#web/dashboard/ui/shown.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

/** Every application that the user has a role at. */
export function ApplicationsScreen() {
  const { account } = useAccount();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead
        title={texts.title}
        about={texts.about}
        actions={
          <Button kind="main-action" aria-haspopup="dialog" onClick={() => setAdding(true)}>
            <Icon name="plus" />
            {texts.add}
          </Button>
        }
      />
      {account.applications.length === 0 ? (
        <div className="card">
          <Empty icon="settings" title={texts.emptyTitle}>
            <p>{texts.emptyHelp}</p>
          </Empty>
        </div>
      ) : (
        <DataTable
          caption={texts.title}
          rows={account.applications}
          rowKey={({ id }) => id}
          columns={[
            {
              head: texts.name,
              cell: (application) => <Link to={makeOwner(application, 'live').to('overview')}>{application.name}</Link>,
            },
            { head: texts.id, cell: ({ id }) => <Copyable text={id} label={general.copyId} /> },
            { head: texts.role, cell: ({ role }) => roleWords[role].label },
          ]}
        />
      )}
      {adding ? <NewApplicationDialog onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function NewApplicationDialog({ onClose }: { readonly onClose: () => void }) {
  const { reload } = useAccount();
  const tell = useTell();
  const create = useAction('createApplication');
  const [name, setName] = useState('');
  const [told, setTold] = useState(false);
  const send = async (): Promise<void> => {
    setTold(true);
    if (name.trim() === '') return;
    const answered = await create.run({ body: { name: name.trim() } });
    if (answered?.ok !== true) return;
    tell(texts.made);
    reload();
    onClose();
  };
  return (
    <Dialog title={texts.add} onClose={onClose}>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label={texts.name} wrong={told && name.trim() === '' ? texts.needsName : null}>
          {(control) => (
            <input
              {...control}
              maxLength={100}
              autoComplete="off"
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <TroubleNotice trouble={create.trouble} />
        <div className="dialog-actions">
          <Button onClick={onClose}>{general.cancel}</Button>
          <Button type="submit" kind="main-action" busy={create.busy}>
            {texts.add}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
