import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useFilters } from '#web/dashboard/routing/use-filters.js';
import { DeliveryBadge } from '#web/dashboard/screens/webhooks/delivery-badge.js';
import { WebhookTabs } from '#web/dashboard/screens/webhooks/webhook-tabs.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { webhooksTexts as texts } from '#web/dashboard/texts/webhooks.js';
import { deliveryWords, eventWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { SelectField } from '#web/dashboard/ui/field.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Pager } from '#web/dashboard/ui/pager.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';

const pageLength = 50;
const states = Object.keys(deliveryWords) as (keyof typeof deliveryWords)[]; // Object.keys loses the key type

export function DeliveriesScreen() {
  const owner = useOwner();
  const { filters, set } = useFilters(['state', 'endpointId', 'cursor']);
  const state = states.find((each) => each === filters.state);
  const loaded = useAnswer('webhookDeliveries', {
    path: owner.path,
    query: {
      limit: pageLength,
      ...(state === undefined ? {} : { state }),
      ...(filters.endpointId === undefined ? {} : { endpointId: filters.endpointId }),
      ...(filters.cursor === undefined ? {} : { cursor: filters.cursor }),
    },
  });
  const receivers = useAnswer('webhookEndpoints', owner.may('admin') ? { path: owner.path } : null);
  const urlOf = (id: string | null): string =>
    id === null ? texts.ownAddress : (receivers.value?.data.find((endpoint) => endpoint.id === id)?.url ?? id);
  const filtered = state !== undefined || filters.endpointId !== undefined;
  return (
    <>
      <PageHead title={texts.title} about={texts.about} />
      <WebhookTabs />
      <div className="filters" role="search">
        <SelectField
          label={texts.state}
          any={general.any}
          value={state ?? ''}
          options={states.map((value) => ({ value, label: deliveryWords[value] }))}
          onChange={(value) => set({ state: value })}
        />
        {receivers.value === null || receivers.value.data.length === 0 ? null : (
          <SelectField
            label={texts.receiver}
            any={general.any}
            value={filters.endpointId ?? ''}
            options={receivers.value.data.map(({ id, url }) => ({ value: id, label: url }))}
            onChange={(value) => set({ endpointId: value })}
          />
        )}
      </div>
      <Shown loaded={loaded} lines={8}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <div className="card">
              <Empty icon="webhook" title={filtered ? texts.logEmptyFiltered : texts.logEmpty}>
                {filtered ? (
                  <Button onClick={() => set({ state: '', endpointId: '' })}>{general.clearFilters}</Button>
                ) : (
                  <p>{texts.logHelp}</p>
                )}
              </Empty>
            </div>
          ) : (
            <>
              <DataTable
                caption={texts.deliveries}
                rows={data}
                rowKey={({ id }) => id}
                columns={[
                  {
                    head: texts.when,
                    cell: ({ id, createdAt }) =>
                      owner.may('reviewer') ? (
                        <Link to={owner.to(`webhooks/deliveries/${encodeURIComponent(id)}`)}>
                          <Time at={createdAt} />
                        </Link>
                      ) : (
                        <Time at={createdAt} />
                      ),
                  },
                  { head: texts.event, cell: ({ eventType }) => eventWords[eventType] ?? eventType },
                  { head: texts.state, cell: ({ state: now }) => <DeliveryBadge state={now} /> },
                  {
                    head: texts.receiver,
                    cell: ({ endpointId }) => <span className="breakable">{urlOf(endpointId)}</span>,
                  },
                  { head: texts.attempts, kind: 'number', cell: ({ attemptCount }) => attemptCount },
                  {
                    head: texts.next,
                    cell: ({ nextAttemptAt, reason }) =>
                      nextAttemptAt !== null ? (
                        <Time at={nextAttemptAt} />
                      ) : (
                        <span className="muted breakable">{reason ?? ''}</span>
                      ),
                  },
                ]}
              />
              <Pager
                cursor={filters.cursor}
                nextCursor={nextCursor}
                onCursor={(cursor) => set({ cursor: cursor ?? '' })}
              />
            </>
          )
        }
      </Shown>
    </>
  );
}
