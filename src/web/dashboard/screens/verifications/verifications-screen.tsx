import { addressOf } from '#web/dashboard/client/call-server.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useFilters } from '#web/dashboard/routing/use-filters.js';
import { OutcomeBadge, ReviewBadge } from '#web/dashboard/screens/case/case-badges.js';
import {
  filterNames,
  filterOf,
  VerificationFilters,
} from '#web/dashboard/screens/verifications/verification-filters.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { durationOf, spaced } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { verificationsTexts as texts } from '#web/dashboard/texts/verifications.js';
import { dialectWords, operationWords } from '#web/dashboard/texts/words.js';
import { Button } from '#web/dashboard/ui/button.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Icon } from '#web/dashboard/ui/icon.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Pager } from '#web/dashboard/ui/pager.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';

const pageLength = 50;

export function VerificationsScreen() {
  const owner = useOwner();
  const { filters, set } = useFilters(filterNames);
  const filter = filterOf(filters);
  const loaded = useAnswer('verifications', {
    path: owner.path,
    query: { ...filter, limit: pageLength, ...(filters.cursor === undefined ? {} : { cursor: filters.cursor }) },
  });
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      <PageHead
        title={texts.title}
        about={texts.about}
        actions={
          owner.may('reviewer') ? (
            <a className="button" href={addressOf('verificationsCsv', { path: owner.path, query: filter })} download>
              <Icon name="download" />
              {texts.exportCsv}
            </a>
          ) : null
        }
      />
      <VerificationFilters filters={filters} set={set} />
      <Shown loaded={loaded} lines={10}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <div className="card">
              <Empty title={filtered ? texts.emptyFiltered : texts.emptyTitle}>
                {filtered ? (
                  <Button onClick={() => set(Object.fromEntries(filterNames.map((name) => [name, ''])))}>
                    {general.clearFilters}
                  </Button>
                ) : (
                  <p>{texts.emptyHelp}</p>
                )}
              </Empty>
            </div>
          ) : (
            <>
              <DataTable
                caption={texts.title}
                rows={data}
                rowKey={({ id }) => id}
                columns={[
                  {
                    head: texts.when,
                    cell: ({ id, createdAt }) => (
                      <Link to={owner.to(`verifications/${id}`)}>
                        <Time at={createdAt} />
                      </Link>
                    ),
                  },
                  {
                    head: texts.outcome,
                    cell: (row) => (
                      <span className="row">
                        <OutcomeBadge row={row} />
                        {row.failure === null ? null : <span className="small muted">{spaced(row.failure)}</span>}
                      </span>
                    ),
                  },
                  {
                    head: texts.review,
                    cell: ({ review }) =>
                      review === null ? (
                        <span className="muted">{general.notStored}</span>
                      ) : (
                        <ReviewBadge status={review} />
                      ),
                  },
                  { head: texts.operation, cell: ({ operation }) => operationWords[operation] ?? operation },
                  { head: texts.dialect, cell: ({ dialect }) => dialectWords[dialect] },
                  {
                    head: texts.took,
                    kind: 'number',
                    cell: ({ durationMs }) => (durationMs === null ? general.notStored : durationOf(durationMs)),
                  },
                  { head: texts.id, cell: ({ id }) => <code title={id}>{id.slice(0, 8)}</code> },
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
