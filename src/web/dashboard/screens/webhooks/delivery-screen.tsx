import { useAction } from '#web/dashboard/client/use-action.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link, useRouter } from '#web/dashboard/routing/router.js';
import { DeliveryBadge } from '#web/dashboard/screens/webhooks/delivery-badge.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { durationOf } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { webhooksTexts as texts } from '#web/dashboard/texts/webhooks.js';
import { eventWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { Copyable } from '#web/dashboard/ui/copyable.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Facts } from '#web/dashboard/ui/facts.js';
import { TroubleNotice } from '#web/dashboard/ui/notice.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';
import { useTell } from '#web/dashboard/ui/toasts.js';

const pendingEveryMs = 5000;

/** One delivery with its body and every attempt. */
export function DeliveryScreen({ id }: { readonly id: string }) {
  const owner = useOwner();
  const { go } = useRouter();
  const tell = useTell();
  const loaded = useAnswer('webhookDelivery', { path: { ...owner.path, id } }, { everyMs: pendingEveryMs });
  const replay = useAction('replayWebhookDelivery');
  const again = async (): Promise<void> => {
    const answered = await replay.run({ path: { ...owner.path, id }, body: {} });
    if (answered?.ok !== true) return;
    tell(texts.replayed);
    if (answered.value.id === id) loaded.reload();
    else go(owner.to(`webhooks/deliveries/${encodeURIComponent(answered.value.id)}`));
  };
  return (
    <>
      <PageHead
        title={texts.detail}
        back={{ to: owner.to('webhooks/deliveries'), label: texts.back }}
        actions={
          loaded.value !== null && loaded.value.body !== null ? (
            <Button kind="main-action" busy={replay.busy} onClick={() => void again()}>
              {texts.replay}
            </Button>
          ) : null
        }
      />
      <TroubleNotice trouble={replay.trouble} />
      <Shown loaded={loaded}>
        {(delivery) => (
          <div className="stack">
            <section className="card">
              <div className="row between">
                <h2>{eventWords[delivery.eventType] ?? delivery.eventType}</h2>
                <DeliveryBadge state={delivery.state} />
              </div>
              <Facts
                facts={[
                  [general.id, <Copyable key="id" text={delivery.id} label={general.copyId} />],
                  [texts.format, texts.formats[delivery.format]],
                  [texts.when, <Time key="when" at={delivery.createdAt} long />],
                  [
                    texts.subject,
                    delivery.subject === null ? null : (
                      <Link
                        key="subject"
                        to={owner.to(
                          `${delivery.subject.kind === 'session' ? 'sessions' : 'verifications'}/${delivery.subject.id}`,
                        )}
                      >
                        {texts[delivery.subject.kind]} {delivery.subject.id.slice(0, 8)}…
                      </Link>
                    ),
                  ],
                  [
                    texts.next,
                    delivery.nextAttemptAt === null ? null : <Time key="next" at={delivery.nextAttemptAt} long />,
                  ],
                  [texts.settled, delivery.settledAt === null ? null : <Time key="end" at={delivery.settledAt} long />],
                  [texts.reason, delivery.reason],
                ]}
              />
            </section>
            {delivery.attempts.length === 0 ? (
              <p className="muted">{texts.noAttempts}</p>
            ) : (
              <DataTable
                caption={texts.attemptsTitle}
                captionSeen
                rows={delivery.attempts}
                rowKey={(attempt) => attempt.id}
                columns={[
                  { head: texts.number, cell: ({ number }) => number },
                  { head: texts.started, cell: ({ startedAt }) => <Time at={startedAt} long /> },
                  {
                    head: texts.status,
                    cell: ({ status }) => status ?? <span className="muted">{texts.noAnswer}</span>,
                  },
                  { head: texts.took, kind: 'number', cell: ({ durationMs }) => durationOf(durationMs) },
                  {
                    head: texts.failure,
                    cell: ({ failure }) => <span className="breakable">{failure ?? general.none}</span>,
                  },
                  { head: texts.answer, cell: ({ answerHead }) => <code className="breakable">{answerHead}</code> },
                ]}
              />
            )}
            <section className="card">
              <h2>{texts.body}</h2>
              {delivery.body === null ? (
                <p className="muted">{texts.bodyErased}</p>
              ) : (
                <pre className="json" tabIndex={0} aria-label={texts.body}>
                  {indented(delivery.body)}
                </pre>
              )}
            </section>
          </div>
        )}
      </Shown>
    </>
  );
}

/** JSON with line breaks, for the eye; anything else as it is. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
