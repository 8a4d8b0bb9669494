import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { useRouter } from '#web/dashboard/routing/router.js';
import { SampleBadge } from '#web/dashboard/screens/templates/sample-badge.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { templatesTexts as texts } from '#web/dashboard/texts/templates.js';
import { Button } from '#web/dashboard/ui/button.js';
import { ConfirmDialog } from '#web/dashboard/ui/confirm-dialog.js';
import { Copyable } from '#web/dashboard/ui/copyable.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Facts } from '#web/dashboard/ui/facts.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

export function TemplateScreen({ id }: { readonly id: string }) {
  const owner = useOwner();
  const { go } = useRouter();
  const tell = useTell();
  const [removing, setRemoving] = useState(false);
  const loaded = useAnswer('template', { path: { ...owner.path, id } });
  const remove = useAction('deleteTemplate');
  const run = async (): Promise<void> => {
    const answered = await remove.run({ path: { ...owner.path, id } });
    if (answered?.ok !== true) return;
    tell(texts.removed);
    go(owner.to('templates'));
  };
  return (
    <>
      <PageHead
        title={loaded.value?.label ?? id}
        back={{ to: owner.to('templates'), label: texts.back }}
        actions={
          owner.may('admin') && loaded.value !== null ? (
            <Button kind="danger" aria-haspopup="dialog" onClick={() => setRemoving(true)}>
              {texts.remove}
            </Button>
          ) : null
        }
      />
      <Shown loaded={loaded}>
        {(template) => (
          <div className="stack">
            <section className="card">
              <Facts
                facts={[
                  [texts.id, <Copyable key="id" text={template.id} label={general.copyId} />],
                  [
                    texts.userIdentifier,
                    template.userIdentifier === null ? null : (
                      <Copyable key="person" text={template.userIdentifier} label={general.copyId} />
                    ),
                  ],
                  [texts.label, template.label],
                  [texts.created, <Time key="created" at={template.createdAt} long />],
                  [texts.updated, <Time key="updated" at={template.updatedAt} long />],
                  [
                    texts.metadata,
                    template.metadata === null ? null : (
                      <pre key="metadata" className="json" tabIndex={0} aria-label={texts.metadata}>
                        {JSON.stringify(template.metadata, null, 2)}
                      </pre>
                    ),
                  ],
                ]}
              />
            </section>
            <DataTable
              caption={texts.samples}
              captionSeen
              rows={template.samples}
              rowKey={(sample) => sample.id}
              columns={[
                { head: texts.created, cell: ({ createdAt }) => <Time at={createdAt} /> },
                { head: texts.quality, kind: 'number', cell: ({ quality }) => Math.round(quality) },
                { head: texts.state, cell: ({ state }) => <SampleBadge states={[state]} /> },
                {
                  head: texts.recogniser,
                  cell: ({ recogniser }) => <code title={recogniser}>{recogniser.slice(0, 16)}</code>,
                },
                {
                  head: texts.kept,
                  cell: ({ imageFileId }) => (imageFileId === null ? general.no : general.yes),
                },
              ]}
            />
          </div>
        )}
      </Shown>
      {removing ? (
        <ConfirmDialog
          title={texts.removeTitle}
          action={texts.removeAction}
          busy={remove.busy}
          trouble={remove.trouble}
          onConfirm={() => void run()}
          onClose={() => setRemoving(false)}
        >
          <p>{texts.removeAbout}</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
