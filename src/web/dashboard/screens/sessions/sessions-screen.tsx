import { useState } from 'react';
import { sessionStatuses } from '#contract/dashboard/meanings.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useFilters } from '#web/dashboard/routing/use-filters.js';
import { NewSessionDialog } from '#web/dashboard/screens/sessions/new-session-dialog.js';
import { SessionBadge } from '#web/dashboard/screens/sessions/session-badge.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { general } from '#web/dashboard/texts/general.js';
import { sessionsTexts as texts } from '#web/dashboard/texts/sessions.js';
import { scopeWords, sessionKindWords, sessionStatusWords } from '#web/dashboard/texts/words.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { Button } from '#web/dashboard/ui/button.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { SelectField } from '#web/dashboard/ui/field.js';
import { Icon } from '#web/dashboard/ui/icon.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Pager } from '#web/dashboard/ui/pager.js';
import { SearchField } from '#web/dashboard/ui/search-field.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';

const pageLength = 50;

export function SessionsScreen() {
  const owner = useOwner();
  const { filters, set } = useFilters(['search', 'status', 'cursor']);
  const [creating, setCreating] = useState(false);
  const status = sessionStatuses.find((each) => each === filters.status);
  const loaded = useAnswer('sessions', {
    path: owner.path,
    query: {
      limit: pageLength,
      ...(status === undefined ? {} : { status }),
      ...(filters.search === undefined ? {} : { search: filters.search }),
      ...(filters.cursor === undefined ? {} : { cursor: filters.cursor }),
    },
  });
  const filtered = status !== undefined || filters.search !== undefined;
  return (
    <>
      <PageHead
        title={texts.title}
        about={texts.about}
        actions={
          owner.may('reviewer') ? (
            <Button kind="main-action" aria-haspopup="dialog" onClick={() => setCreating(true)}>
              <Icon name="plus" />
              {texts.create}
            </Button>
          ) : null
        }
      />
      <div className="filters" role="search">
        <SearchField
          label={texts.searchLabel}
          hint={texts.searchHint}
          value={filters.search ?? ''}
          onSearch={(search) => set({ search })}
        />
        <SelectField
          label={texts.status}
          any={general.any}
          value={status ?? ''}
          options={sessionStatuses.map((value) => ({ value, label: sessionStatusWords[value] ?? value }))}
          onChange={(value) => set({ status: value })}
        />
      </div>
      <Shown loaded={loaded} lines={8}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <div className="card">
              <Empty icon="link" title={filtered ? texts.emptyFiltered : texts.emptyTitle}>
                {filtered ? (
                  <Button onClick={() => set({ search: '', status: '' })}>{general.clearFilters}</Button>
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
                    head: texts.created,
                    cell: ({ id, createdAt }) => (
                      <Link to={owner.to(`sessions/${id}`)}>
                        <Time at={createdAt} />
                      </Link>
                    ),
                  },
                  {
                    head: texts.status,
                    cell: ({ status: now, erasedAt }) => (
                      <span className="row">
                        <SessionBadge status={now} />
                        {erasedAt === null ? null : <Badge>{texts.erased}</Badge>}
                      </span>
                    ),
                  },
                  {
                    head: texts.scopes,
                    cell: ({ scopes }) => scopes.map((scope) => scopeWords[scope].label).join(', '),
                  },
                  { head: texts.kind, cell: ({ kind }) => sessionKindWords[kind] ?? kind },
                  {
                    head: texts.expires,
                    cell: ({ expiresAt, endedAt }) =>
                      endedAt === null ? (
                        <Time at={expiresAt} />
                      ) : (
                        <span className="muted">
                          {texts.ended} <Time at={endedAt} />
                        </span>
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
      {creating ? <NewSessionDialog onClose={() => setCreating(false)} onMade={loaded.reload} /> : null}
    </>
  );
}
