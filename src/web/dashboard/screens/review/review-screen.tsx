import { decisionReasons } from '#contract/dashboard/meanings.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useFilters } from '#web/dashboard/routing/use-filters.js';
import { useAccount } from '#web/dashboard/state/account.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { spaced } from '#web/dashboard/texts/formats.js';
import { reviewTexts as texts } from '#web/dashboard/texts/review.js';
import { operationWords } from '#web/dashboard/texts/words.js';
import { Badge } from '#web/dashboard/ui/badge.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Pager } from '#web/dashboard/ui/pager.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';
import { Time } from '#web/dashboard/ui/time.js';

const freshEveryMs = 30_000;

/** The queue. */
export function ReviewScreen() {
  const owner = useOwner();
  const { account } = useAccount();
  const { filters, set } = useFilters(['cursor']);
  const loaded = useAnswer(
    'reviews',
    { path: owner.path, query: { limit: 50, ...(filters.cursor === undefined ? {} : { cursor: filters.cursor }) } },
    { everyMs: freshEveryMs },
  );
  const first = loaded.value?.data.find(({ review }) => review.mayDecide);
  return (
    <>
      <PageHead
        title={texts.title}
        about={texts.about}
        actions={
          first === undefined ? null : (
            <Link className="button main-action large" to={owner.to(`review/${first.verification.id}`)}>
              {texts.start}
            </Link>
          )
        }
      />
      <Shown loaded={loaded} lines={8}>
        {({ data, nextCursor }) =>
          data.length === 0 ? (
            <div className="card">
              <Empty icon="review" title={texts.emptyTitle}>
                <p>{texts.emptyHelp}</p>
                <p>{texts.queueOff}</p>
              </Empty>
            </div>
          ) : (
            <>
              <DataTable
                caption={texts.title}
                rows={data}
                rowKey={({ verification }) => verification.id}
                columns={[
                  {
                    head: texts.since,
                    cell: ({ verification, review }) => (
                      <Link to={owner.to(`review/${verification.id}`)}>
                        <Time at={review.openedAt} />
                      </Link>
                    ),
                  },
                  {
                    head: texts.why,
                    cell: ({ reasons }) => (
                      <span className="row">
                        {reasons.map((reason) => (
                          <span key={reason} title={decisionReasons[reason]}>
                            <Badge>{spaced(reason)}</Badge>
                          </span>
                        ))}
                      </span>
                    ),
                  },
                  {
                    head: texts.votes,
                    cell: ({ review: { fourEyes, votes } }) =>
                      !fourEyes ? (
                        <span className="muted">—</span>
                      ) : (
                        <span className="row">
                          {texts.vote(votes.length)}
                          {votes.some(({ userId }) => userId === account.user.id) ? (
                            <Badge tone="accent">{texts.yours}</Badge>
                          ) : null}
                        </span>
                      ),
                  },
                  {
                    head: texts.kind,
                    cell: ({ verification: { operation } }) => operationWords[operation] ?? operation,
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
