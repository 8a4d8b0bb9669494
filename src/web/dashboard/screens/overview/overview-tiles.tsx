import type { ReactNode } from 'react';
import type { Overview } from '#contract/dashboard/overview.js';
import { Link } from '#web/dashboard/routing/router.js';
import { useOwner } from '#web/dashboard/state/owner.js';
import { countOf, durationOf, percentOf } from '#web/dashboard/texts/formats.js';
import { general } from '#web/dashboard/texts/general.js';
import { overviewTexts as texts } from '#web/dashboard/texts/overview.js';
import { Time } from '#web/dashboard/ui/time.js';

/** The numbers of the whole time. */
export function OverviewTiles({ overview: { totals, reviewsWaiting } }: { readonly overview: Overview }) {
  const owner = useOwner();
  const decided = totals.match + totals.review + totals.noMatch;
  const share = (count: number): string | null => (decided === 0 ? null : texts.ofDecided(percentOf(count / decided)));
  return (
    <dl className="tiles">
      <Tile name={texts.total} value={countOf(totals.total)} />
      <Tile name={texts.matched} value={countOf(totals.match)} more={share(totals.match)} />
      <Tile name={texts.toReview} value={countOf(totals.review)} more={share(totals.review)} />
      <Tile name={texts.unmatched} value={countOf(totals.noMatch)} more={share(totals.noMatch)} />
      <Tile
        name={texts.failed}
        value={countOf(totals.failed)}
        more={totals.total === 0 ? null : texts.ofAll(percentOf(totals.failed / totals.total))}
      />
      <Tile name={texts.median} value={totals.medianMs === null ? general.notStored : durationOf(totals.medianMs)} />
      <Tile
        name={texts.waitingTitle}
        value={<Link to={owner.to('review')}>{countOf(reviewsWaiting.count)}</Link>}
        more={
          reviewsWaiting.oldestAt === null ? (
            texts.waitingNone
          ) : (
            <>
              {texts.waitingSince} <Time at={reviewsWaiting.oldestAt} />
            </>
          )
        }
      />
    </dl>
  );
}

const Tile = ({
  name,
  value,
  more = null,
}: {
  readonly name: string;
  readonly value: ReactNode;
  readonly more?: ReactNode;
}) => (
  <div className="card tile">
    <dt>{name}</dt>
    <dd>
      {value}
      {more === null ? null : <div className="small muted">{more}</div>}
    </dd>
  </div>
);
