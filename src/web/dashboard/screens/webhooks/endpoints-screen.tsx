import { useState } from 'react';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import type { Endpoint } from '#web/dashboard/screens/webhooks/endpoint.js';
import { EndpointCard } from '#web/dashboard/screens/webhooks/endpoint-card.js';
import { EndpointDialog } from '#web/dashboard/screens/webhooks/endpoint-dialog.js';
import { WebhookTabs } from '#web/dashboard/screens/webhooks/webhook-tabs.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { webhooksTexts as texts } from '#web/dashboard/texts/webhooks.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Icon } from '#web/dashboard/ui/icon.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { SecretDialog } from '#web/dashboard/ui/secret-dialog.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

export function EndpointsScreen() {
  const owner = useOwner();
  const tell = useTell();
  const admin = owner.may('admin');
  const loaded = useAnswer('webhookEndpoints', admin ? { path: owner.path } : null);
  const [edited, setEdited] = useState<Endpoint | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <PageHead
        title={texts.title}
        about={texts.about}
        actions={
          admin ? (
            <Button kind="main-action" aria-haspopup="dialog" onClick={() => setEdited('new')}>
              <Icon name="plus" />
              {texts.add}
            </Button>
          ) : null
        }
      />
      <WebhookTabs />
      {!admin ? (
        <div className="card">
          <Empty icon="webhook" title={texts.adminOnly} />
        </div>
      ) : (
        <Shown loaded={loaded}>
          {({ data }) =>
            data.length === 0 ? (
              <div className="card">
                <Empty icon="webhook" title={texts.emptyTitle}>
                  <p>{texts.emptyHelp}</p>
                </Empty>
              </div>
            ) : (
              <ul className="stack">
                {data.map((endpoint) => (
                  <li key={endpoint.id}>
                    <EndpointCard
                      endpoint={endpoint}
                      onEdit={() => setEdited(endpoint)}
                      onChanged={loaded.reload}
                      onSecret={setSecret}
                    />
                  </li>
                ))}
              </ul>
            )
          }
        </Shown>
      )}
      {edited === null ? null : (
        <EndpointDialog
          endpoint={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
          onSaved={(made) => {
            setEdited(null);
            loaded.reload();
            if (made === null) tell(texts.saved);
            else setSecret(made);
          }}
        />
      )}
      {secret === null ? null : (
        <SecretDialog title={texts.secretTitle} secret={secret} onClose={() => setSecret(null)}>
          <p className="muted">{texts.secretAbout}</p>
        </SecretDialog>
      )}
    </>
  );
}
