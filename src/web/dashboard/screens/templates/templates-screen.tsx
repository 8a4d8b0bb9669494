import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useFilters } from '#web/dashboard/routing/use-filters.js';
import { SampleBadge } from '#web/dashboard/screens/templates/sample-badge.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { templatesTexts as texts } from '#web/dashboard/texts/templates.js';
import { Button } from '#web/dashboard/ui/button.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Notice } from '#web/dashboard/ui/notice.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Pager } from '#web/dashboard/ui/pager.js';
import { SearchField } from '#web/dashboard/ui/search-field.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';

const pageLength = 50;

export function TemplatesScreen() {
  const owner = useOwner();
  const { filters, set } = useFilters(['search', 'cursor']);
  const loaded = useAnswer('templates', {
    path: owner.path,
    query: {
      limit: pageLength,
      ...(filters.search === undefined ? {} : { search: filters.search }),
      ...(filters.cursor === undefined ? {} : { cursor: filters.cursor }),
    },
  });
  return (
    <>
      <PageHead title={texts.title} about={loaded.value === null ? undefined : texts.about(loaded.value.total)} />
      {loaded.value === null ? null : <OutdatedNotice {...loaded.value.outdated} />}
      <div className="filters" role="search">
        <SearchField
          label={texts.searchLabel}
          hint={texts.searchHint}
          value={filters.search ?? ''}
          onSearch={(search) => set({ search })}
        />
      </div>
      <Shown loaded={loaded} lines={8}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <div className="card">
              <Empty icon="face" title={filters.search === undefined ? texts.emptyTitle : texts.emptyFiltered}>
                {filters.search === undefined ? (
                  <p>{texts.emptyHelp}</p>
                ) : (
                  <Button onClick={() => set({ search: '' })}>{general.clearFilters}</Button>
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
                    head: texts.id,
                    cell: ({ id }) => (
                      <Link className="breakable" to={owner.to(`templates/${encodeURIComponent(id)}`)}>
                        {id}
                      </Link>
                    ),
                  },
                  {
                    head: texts.label,
                    cell: ({ label }) => label ?? <span className="muted">{general.notStored}</span>,
                  },
                  {
                    head: texts.userIdentifier,
                    cell: ({ userIdentifier }) => (
                      <span className="breakable">{userIdentifier ?? general.notStored}</span>
                    ),
                  },
                  { head: texts.samples, kind: 'number', cell: ({ samples }) => samples.length },
                  {
                    head: texts.state,
                    cell: ({ samples }) => <SampleBadge states={samples.map(({ state }) => state)} />,
                  },
                  { head: texts.updated, cell: ({ updatedAt }) => <Time at={updatedAt} /> },
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

/** After a change of the recogniser: how many pictures are still to be seen again, and how many cannot be. */
function OutdatedNotice({ withPicture, withoutPicture }: { withPicture: number; withoutPicture: number }) {
  if (withPicture + withoutPicture === 0) return null;
  return (
    <Notice>
      {withPicture === 0 ? null : <p>{texts.waiting(withPicture)}</p>}
      {withoutPicture === 0 ? null : <p>{texts.lost(withoutPicture)}</p>}
    </Notice>
  );
}
