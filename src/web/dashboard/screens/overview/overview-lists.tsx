import { decisionReasons, failureDescriptions, sessionStatuses } from '#contract/dashboard/meanings.js';
import type { Overview } from '#contract/dashboard/overview.js';
import { BarList } from '#web/dashboard/charts/bar-list.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { countOf, durationOf, spaced } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { overviewTexts as texts } from '#web/dashboard/texts/overview.js';
import { deliveryWords, operationWords, sessionStatusWords } from '#web/dashboard/texts/words.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Facts } from '#web/dashboard/ui/facts.js';
import { Time } from '#web/dashboard/ui/time.js';

/** Why, of what kind, and whether receivers hear of it. */
export function OverviewLists({ overview }: { readonly overview: Overview }) {
  const { failures, reasons, operations, sessions } = overview;
  const sessionRows = sessionStatuses.flatMap((status) => {
    const count = sessions[status] ?? 0;
    return count === 0 ? [] : [{ key: status, label: sessionStatusWords[status] ?? status, count }];
  });
  return (
    <div className="masonry">
      <section className="card">
        <h2>{texts.failures}</h2>
        {failures.length === 0 ? (
          <p className="muted">{texts.failuresNone}</p>
        ) : (
          <BarList
            tone="failed"
            rows={failures.map(({ code, count }) => ({
              key: code,
              label: spaced(code),
              hint: failureDescriptions[code],
              count,
            }))}
          />
        )}
      </section>
      <section className="card">
        <h2>{texts.reasons}</h2>
        {reasons.length === 0 ? (
          <p className="muted">{texts.reasonsNone}</p>
        ) : (
          <BarList
            tone="no-match"
            rows={reasons.map(({ code, count }) => ({
              key: code,
              label: spaced(code),
              hint: decisionReasons[code],
              count,
            }))}
          />
        )}
      </section>
      <WebhookHealth webhooks={overview.webhooks} />
      <section className="card">
        <h2>{texts.sessions}</h2>
        {sessionRows.length === 0 ? <p className="muted">{texts.sessionsNone}</p> : <BarList rows={sessionRows} />}
      </section>
      {operations.length === 0 ? null : (
        <section className="card">
          <h2>{texts.operations}</h2>
          <DataTable
            caption={texts.operations}
            rows={operations}
            rowKey={({ operation }) => operation}
            columns={[
              { head: texts.operation, cell: ({ operation }) => operationWords[operation] ?? operation },
              { head: texts.calls, kind: 'number', cell: ({ count }) => countOf(count) },
              {
                head: texts.median,
                kind: 'number',
                cell: ({ medianMs }) => (medianMs === null ? general.notStored : durationOf(medianMs)),
              },
            ]}
          />
        </section>
      )}
    </div>
  );
}

function WebhookHealth({ webhooks: { endpoints, deliveries, oldestPendingAt } }: Pick<Overview, 'webhooks'>) {
  const owner = useOwner();
  const all = endpoints.enabled + endpoints.disabled;
  return (
    <section className="card">
      <h2>{texts.webhooks}</h2>
      <div className="stack tight">
        <div className="row">
          {all === 0 ? <Badge>{texts.noReceivers}</Badge> : null}
          {endpoints.failing > 0 ? <Badge tone="bad">{texts.failing(endpoints.failing)}</Badge> : null}
          {endpoints.disabled > 0 ? <Badge tone="warn">{texts.disabled(endpoints.disabled)}</Badge> : null}
          {all > 0 && endpoints.failing === 0 && endpoints.disabled === 0 ? (
            <Badge tone="good">{texts.healthy}</Badge>
          ) : null}
        </div>
        <Facts
          facts={[
            [texts.endpoints, texts.endpointsText(endpoints.enabled, endpoints.disabled)],
            ...(['delivered', 'pending', 'failed', 'cancelled'] as const).map(
              (state) => [deliveryWords[state], countOf(deliveries[state])] as const,
            ),
            [texts.oldestPending, oldestPendingAt === null ? null : <Time at={oldestPendingAt} />],
          ]}
        />
        <Link to={owner.to('webhooks/deliveries')}>{texts.toDeliveries}</Link>
      </div>
    </section>
  );
}
