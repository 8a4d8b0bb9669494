import type { ShownAccuracy, ShownErrors } from '#contract/dashboard/accuracy.js';
import { accuracyTexts as texts } from '#web/dashboard/texts/accuracy.js';
import { countOf } from '#web/dashboard/texts/formats.js';
import { DataTable } from '#web/dashboard/ui/data-table.js';

type Published = NonNullable<ShownAccuracy['published']>;

/** The published tables: by set of pictures, by group, and of liveness. */
export function PublishedRates({ published: { sets, groups, liveness } }: { readonly published: Published }) {
  const { bonaFide, attacks } = liveness;
  return (
    <>
      <section className="card" aria-labelledby="measured">
        <h2 id="measured">{texts.measuredTitle}</h2>
        <p className="muted">{texts.measuredAbout}</p>
        <DataTable
          caption={texts.measuredTitle}
          rows={sets}
          rowKey={({ name }) => name}
          columns={[
            {
              head: texts.set,
              cell: ({ name, people }) => (
                <>
                  {texts.sets[name]}
                  <div className="small muted">{texts.people(people)}</div>
                </>
              ),
            },
            { head: texts.falseMatches, cell: ({ falseMatches }) => <Errors {...falseMatches} /> },
            { head: texts.falseNonMatches, cell: ({ falseNonMatches }) => <Errors {...falseNonMatches} /> },
            {
              head: texts.inReview,
              cell: ({ inReviewBand: { mated, nonMated } }) => texts.review(mated, nonMated),
            },
          ]}
        />
      </section>
      <section className="card" aria-labelledby="groups">
        <h2 id="groups">{texts.groupsTitle}</h2>
        <DataTable
          caption={texts.groupsTitle}
          rows={groups}
          rowKey={({ group }) => group}
          columns={[
            { head: texts.group, cell: ({ group }) => group },
            { head: texts.falseMatches, cell: ({ falseMatches }) => <Errors {...falseMatches} /> },
            { head: texts.falseNonMatches, cell: ({ falseNonMatches }) => <Errors {...falseNonMatches} /> },
          ]}
        />
      </section>
      <section className="card" aria-labelledby="liveness">
        <h2 id="liveness">{texts.livenessTitle}</h2>
        <DataTable
          caption={texts.livenessTitle}
          rows={[
            { name: texts.bonaFide, ...bonaFide },
            ...attacks.map(({ species, ...errors }) => ({ name: texts.attack(species), ...errors })),
          ]}
          rowKey={({ name }) => name}
          columns={[
            { head: texts.kind, cell: ({ name }) => name },
            { head: texts.errors, cell: (errors) => <Errors {...errors} /> },
            { head: texts.notAssessed, kind: 'number', cell: ({ notAssessed }) => countOf(notAssessed) },
          ]}
        />
      </section>
    </>
  );
}

const Errors = ({ count, total, upper95, tooFew = false }: ShownErrors & { readonly tooFew?: boolean }) =>
  total === 0 ? (
    texts.none
  ) : (
    <>
      {texts.outOf(count, total)}
      <div className="small muted">{tooFew || upper95 === null ? texts.tooFew : texts.atMost(upper95)}</div>
    </>
  );
