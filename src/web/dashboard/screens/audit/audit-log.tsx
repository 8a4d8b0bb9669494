import { useState } from 'react';
import type { DashboardAnswer } from '#contract/dashboard/calls.js';
import { auditActions, type AuditAction } from '#contract/dashboard/meanings.js';
import type { Answered, Trouble } from '#web/dashboard/client/answered.js';
import type { Loaded } from '#web/dashboard/client/use-answer.js';
import { useFilters } from '#web/dashboard/routing/use-filters.js';
import { auditTexts as texts } from '#web/dashboard/texts/administration.js';
import { countOf, spaced } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { Button } from '#web/dashboard/ui/button.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { SelectField } from '#web/dashboard/ui/field.js';
import { Notice, TroubleNotice } from '#web/dashboard/ui/notice.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Pager } from '#web/dashboard/ui/pager.js';
import { SearchField } from '#web/dashboard/ui/search-field.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';

type Log = DashboardAnswer<'audit'>;
type Check = DashboardAnswer<'checkAudit'>;
const actions = Object.keys(auditActions) as AuditAction[]; // Object.keys loses the key type
const pageLength = 50;

/** Filters of a log, in the address and as the server is asked. */
export function useAuditFilters() {
  const { filters, set } = useFilters(['action', 'actorId', 'cursor']);
  const action = actions.find((each) => each === filters.action);
  return {
    action,
    actorId: filters.actorId,
    cursor: filters.cursor,
    set,
    query: {
      limit: pageLength,
      ...(action === undefined ? {} : { action }),
      ...(filters.actorId === undefined ? {} : { actorId: filters.actorId }),
      ...(filters.cursor === undefined ? {} : { cursor: filters.cursor }),
    },
  };
}

/** A log with its filters, and the check of its chain. */
export function AuditLog({
  title,
  loaded,
  filters: { action, actorId, cursor, set },
  busy,
  trouble,
  check,
}: {
  readonly title: string;
  readonly loaded: Loaded<Log>;
  readonly filters: ReturnType<typeof useAuditFilters>;
  readonly busy: boolean;
  readonly trouble: Trouble | null;
  readonly check: () => Promise<Answered<Check> | null>;
}) {
  const [checked, setChecked] = useState<Check | null>(null);
  const filtered = action !== undefined || actorId !== undefined;
  return (
    <>
      <PageHead
        title={title}
        about={texts.about}
        actions={
          <Button
            busy={busy}
            onClick={() => void check().then((answered) => setChecked(answered?.ok === true ? answered.value : null))}
          >
            {texts.check}
          </Button>
        }
      />
      <TroubleNotice trouble={trouble} />
      {checked === null ? null : (
        <Notice tone={checked.status === 'whole' ? 'good' : 'bad'} announced>
          {checked.status === 'whole'
            ? texts.whole(countOf(checked.entries))
            : texts.broken(countOf(checked.atSequence))}
        </Notice>
      )}
      <div className="filters" role="search">
        <SelectField
          label={texts.action}
          any={general.any}
          value={action ?? ''}
          options={actions.map((value) => ({ value, label: spaced(value) }))}
          onChange={(value) => set({ action: value })}
        />
        <SearchField
          label={texts.actorLabel}
          hint={texts.actorHint}
          value={actorId ?? ''}
          onSearch={(value) => set({ actorId: value })}
        />
      </div>
      <Shown loaded={loaded} lines={10}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <div className="card">
              <Empty icon="audit" title={filtered ? texts.emptyFiltered : texts.emptyTitle}>
                {filtered ? (
                  <Button onClick={() => set({ action: '', actorId: '' })}>{general.clearFilters}</Button>
                ) : null}
              </Empty>
            </div>
          ) : (
            <>
              <DataTable
                caption={title}
                rows={data}
                rowKey={({ sequence }) => String(sequence)}
                columns={[
                  { head: texts.sequence, cell: ({ sequence }) => <span className="numbers">{sequence}</span> },
                  { head: texts.at, cell: ({ at }) => <Time at={at} long /> },
                  {
                    head: texts.action,
                    cell: ({ action: done }) => <span title={auditActions[done]}>{spaced(done)}</span>,
                  },
                  {
                    head: texts.actor,
                    cell: ({ actor, actorName }) => (
                      <>
                        <span className="breakable">{actorName ?? texts.actors[actor.kind]}</span>
                        {actor.id === null ? null : <div className="small muted mono breakable">{actor.id}</div>}
                      </>
                    ),
                  },
                  {
                    head: texts.mode,
                    cell: ({ livemode }) =>
                      livemode === null ? general.notStored : livemode ? texts.live : texts.test,
                  },
                  {
                    head: texts.target,
                    cell: ({ target }) => <span className="small mono breakable">{target ?? general.notStored}</span>,
                  },
                  {
                    head: texts.details,
                    cell: ({ details }) => (
                      <span className="small breakable">
                        {Object.entries(details)
                          .map(([name, value]) => `${name}: ${String(value)}`)
                          .join(', ')}
                      </span>
                    ),
                  },
                ]}
              />
              <Pager cursor={cursor} nextCursor={nextCursor} onCursor={(next) => set({ cursor: next ?? '' })} />
            </>
          )
        }
      </Shown>
    </>
  );
}
