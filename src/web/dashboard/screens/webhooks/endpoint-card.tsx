import { useState } from 'react';
import { useAction } from '#web/dashboard/client/use-action.js';
import { Link } from '#web/dashboard/routing/router.js';
import type { Endpoint } from '#web/dashboard/screens/webhooks/endpoint.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { webhooksTexts as texts } from '#web/dashboard/texts/webhooks.js';
import { eventWords } from '#web/dashboard/texts/words.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { Button } from '#web/dashboard/ui/button.js';
import { ConfirmDialog } from '#web/dashboard/ui/confirm-dialog.js';
import { Facts } from '#web/dashboard/ui/facts.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { Time } from '#web/dashboard/ui/time.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

/** One receiver, and what can be done with it. */
export function EndpointCard({
  endpoint,
  onEdit,
  onChanged,
  onSecret,
}: {
  readonly endpoint: Endpoint;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
  readonly onSecret: (secret: string) => void;
}) {
  const owner = useOwner();
  const tell = useTell();
  const path = { ...owner.path, id: endpoint.id };
  const [asked, setAsked] = useState<'rotate' | 'remove' | null>(null);
  const change = useAction('changeWebhookEndpoint');
  const rotate = useAction('rotateWebhookSecret');
  const remove = useAction('removeWebhookEndpoint');
  const test = useAction('testWebhookEndpoint');
  const on = endpoint.state === 'enabled';

  const turn = async (): Promise<void> => {
    const answered = await change.run({ path, body: { state: on ? 'disabled' : 'enabled' } });
    if (answered?.ok === true) onChanged();
  };
  const send = async (): Promise<void> => {
    const answered = await test.run({ path, body: {} });
    if (answered?.ok !== true) return;
    const delivered = answered.value.state === 'delivered';
    tell(delivered ? texts.testDelivered : texts.testFailed, delivered ? 'good' : 'bad');
    onChanged();
  };
  const perform = async (): Promise<void> => {
    if (asked === 'rotate') {
      const answered = await rotate.run({ path, body: {} });
      if (answered?.ok !== true) return;
      setAsked(null);
      if (answered.value.secret !== null) onSecret(answered.value.secret);
      return;
    }
    const answered = await remove.run({ path });
    if (answered?.ok !== true) return;
    tell(texts.removed);
    onChanged();
  };
  return (
    <section className="card" aria-label={endpoint.url}>
      <div className="row between">
        <h2 className="breakable">{endpoint.url}</h2>
        <div className="row">
          {endpoint.failures > 0 ? <Badge tone="bad">{texts.failing(endpoint.failures)}</Badge> : null}
          <Badge tone={on ? 'good' : 'warn'}>{on ? texts.enabled : texts.disabled}</Badge>
        </div>
      </div>
      <div className="stack">
        <Facts
          facts={[
            [texts.format, texts.formats[endpoint.format]],
            [texts.events, endpoint.eventTypes.map((type) => eventWords[type] ?? type).join(', ')],
            [
              texts.state,
              on ? null : (texts.disabledReasons[endpoint.disabledReason ?? ''] ?? endpoint.disabledReason),
            ],
            [
              texts.failing(endpoint.failures),
              endpoint.failingSince === null ? null : (
                <>
                  {texts.since} <Time at={endpoint.failingSince} />
                </>
              ),
            ],
          ]}
        />
        <TroubleNotice trouble={change.trouble ?? test.trouble} />
        <div className="row">
          <Button busy={test.busy} onClick={() => void send()}>
            {texts.test}
          </Button>
          <Button aria-haspopup="dialog" onClick={onEdit}>
            {texts.edit}
          </Button>
          <Button busy={change.busy} onClick={() => void turn()}>
            {on ? texts.disable : texts.enable}
          </Button>
          <Button aria-haspopup="dialog" onClick={() => setAsked('rotate')}>
            {texts.rotate}
          </Button>
          <Button kind="danger" aria-haspopup="dialog" onClick={() => setAsked('remove')}>
            {texts.remove}
          </Button>
          <Link to={owner.to(`webhooks/deliveries?endpointId=${encodeURIComponent(endpoint.id)}`)}>
            {texts.deliveries}
          </Link>
        </div>
      </div>
      {asked === null ? null : (
        <ConfirmDialog
          key={asked}
          title={asked === 'rotate' ? texts.rotateTitle : texts.removeTitle}
          action={asked === 'rotate' ? texts.rotateAction : texts.removeAction}
          danger={asked === 'remove'}
          busy={rotate.busy || remove.busy}
          trouble={asked === 'rotate' ? rotate.trouble : remove.trouble}
          onConfirm={() => void perform()}
          onClose={() => setAsked(null)}
        >
          <p>{asked === 'rotate' ? texts.rotateAbout : texts.removeAbout}</p>
          <p className="breakable">
            <code>{endpoint.url}</code>
          </p>
        </ConfirmDialog>
      )}
    </section>
  );
}
