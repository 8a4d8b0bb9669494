import type { ShownAccuracy } from '#contract/dashboard/accuracy.js';
import { useAnswer } from '#web/dashboard/client/use-answer.js';
import { PublishedRates } from '#web/dashboard/screens/accuracy/published-rates.js';
import { accuracyTexts as texts } from '#web/dashboard/texts/accuracy.js';
import { numberOf } from '#web/dashboard/texts/formats.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';
import { Facts } from '#web/dashboard/ui/facts.js';
import { PageHead } from '#web/dashboard/ui/page-head.js';
import { Empty, Shown } from '#web/dashboard/ui/shown.js';

/** What the recogniser in use gets wrong, as far as anybody measured it. */
export function AccuracyScreen() {
  const loaded = useAnswer('accuracy', {});
  return (
    <>
      <PageHead title={texts.title} about={texts.about} />
      <Shown loaded={loaded} lines={8}>
        {({ recogniser, published }) => (
          <div className="stack">
            <Recogniser recogniser={recogniser} />
            {published === null ? (
              <div className="card">
                <Empty icon="info" title={texts.notMeasured}>
                  <p>{texts.notMeasuredHelp}</p>
                </Empty>
              </div>
            ) : (
              <PublishedRates published={published} />
            )}
          </div>
        )}
      </Shown>
    </>
  );
}

const Recogniser = ({
  recogniser: { id, version, digest, threshold, reviewFrom, falseMatchRates },
}: Pick<ShownAccuracy, 'recogniser'>) => (
  <section className="card" aria-labelledby="recogniser">
    <h2 id="recogniser">{texts.recogniser}</h2>
    <Facts
      facts={[
        [texts.recogniser, <code key="id">{id}</code>],
        [texts.version, version],
        [
          texts.digest,
          <code key="digest" className="breakable">
            {digest}
          </code>,
        ],
        [texts.threshold, threshold === null ? texts.undecided : texts.scores(threshold)],
        [texts.reviewFrom, reviewFrom === null ? null : texts.scores(reviewFrom)],
      ]}
    />
    {falseMatchRates.length === 0 ? (
      <p className="muted">{texts.tableEmpty}</p>
    ) : (
      <DataTable
        caption={texts.tableTitle}
        captionSeen
        rows={falseMatchRates}
        rowKey={({ score }) => String(score)}
        columns={[
          {
            head: texts.score,
            cell: ({ score }) => (score === threshold ? `${numberOf(score)} (${texts.inUse})` : numberOf(score)),
          },
          { head: texts.rate, kind: 'number', cell: ({ rate }) => numberOf(rate) },
        ]}
      />
    )}
  </section>
);
