import { percent } from '#engine/evaluation/report/number-words.js';
import type { Proportion } from '#engine/evaluation/proportion.js';
import type { RateDetails } from '#engine/evaluation/pair-evaluation.js';
import type { AccuracyFigures } from './figures.js';

/** The parts of Markdown pages that follow from the figures, by name. */
export const blocks: Readonly<Record<string, (figures: AccuracyFigures) => string>> = {
  faces: facesTable,
  groups: groupsText,
  documents: documentsTable,
  liveness: livenessText,
  data: dataText,
};

/**
 * Puts the figures into a page: what stands between `<!-- figures: name -->` and `<!-- end of figures -->` is written anew.
 * Throws for a name that there is not.
 */
export const fillBlocks = (page: string, figures: AccuracyFigures): string =>
  page.replace(
    /(<!-- figures: (\S+) -->)[^]*?(<!-- end of figures -->)/g,
    (_, start: string, name: string, end: string) => {
      const block = blocks[name];
      if (block === undefined) throw new Error(`there are no figures "${name}"`);
      return `${start}\n\n${block(figures)}\n\n${end}`;
    },
  );

const count = ({ count: errors, total }: Proportion): string => `${errors} of ${total}`;
const bounded = (share: Proportion): string =>
  share.upper95 === null ? count(share) : `${count(share)} (≤ ${percent(share.upper95)})`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

function facesTable({ faces: { press, london, together } }: AccuracyFigures): string {
  const sets = [press, london, together];
  const at = (name: '1e-2' | '1e-3' | '1e-4', of: 'fnmrAtFmrDetails' | 'outOfFold') =>
    sets.map((set) => errorsAt(of === 'outOfFold' ? set.outOfFold.rates[name] : set[of][name], of === 'outOfFold'));
  return table(
    ['', 'press photos', 'Face Research Lab London Set', 'both, and each against the other'],
    [
      ['people, pictures', ...sets.map(({ subjects, pictures }) => `${subjects}, ${pictures}`)],
      ['pairs of one person, of two', ...sets.map(({ pairs }) => `${pairs.genuine}, ${pairs.impostor}`)],
      ['pictures without a template', ...sets.map(({ failureToAcquire }) => count(failureToAcquire))],
      ['area under the curve', ...sets.map(({ auc }) => (auc === null ? '' : auc.toFixed(4)))],
      ['equal error rate', ...sets.map(({ eer }) => (eer === null ? '' : percent(eer)))],
      ['FNMR at FMR 1e-2', ...at('1e-2', 'fnmrAtFmrDetails')],
      ['FNMR at FMR 1e-3', ...at('1e-3', 'fnmrAtFmrDetails')],
      ['the same out of fold', ...at('1e-3', 'outOfFold')],
      ['FNMR at FMR 1e-4, out of fold', ...at('1e-4', 'outOfFold')],
      [
        'the rule of the shipped threshold, out of fold: FMR',
        ...sets.map(({ outOfFold: { strictest } }) =>
          'notKnown' in strictest ? 'not known' : bounded(strictest.falseMatches),
        ),
      ],
      [
        'the rule of the shipped threshold, out of fold: FNMR',
        ...sets.map(({ outOfFold: { strictest } }) =>
          'notKnown' in strictest ? 'not known' : bounded(strictest.falseNonMatches),
        ),
      ],
      ['**at the shipped threshold**: FMR', ...sets.map(({ shipped }) => bounded(shipped.counts.falseMatches))],
      ['**at the shipped threshold**: FNMR', ...sets.map(({ shipped }) => bounded(shipped.counts.falseNonMatches))],
      [
        '… of them in the review band',
        ...sets.map(({ shipped: { counts } }) => `${counts.inReviewBand.genuine} of ${counts.falseNonMatches.count}`),
      ],
      [
        'strangers in the review band',
        ...sets.map(({ shipped: { counts } }) => `${counts.inReviewBand.impostor} of ${counts.falseMatches.total}`),
      ],
    ],
  );
}

function errorsAt(
  details: RateDetails | { readonly falseMatches: Proportion; readonly falseNonMatches: Proportion },
  withFalseMatches: boolean,
): string {
  if ('notKnown' in details) return 'not known';
  const missed = bounded(details.falseNonMatches);
  return withFalseMatches ? `${missed}; false matches ${count(details.falseMatches)}` : missed;
}

function groupsText({ faces: { london } }: AccuracyFigures): string {
  const [shipped] = london.groupComparisons;
  if (shipped === undefined) return 'No groups are known.';
  const rows = shipped.rates.map(({ group, falseMatches, falseNonMatches, fmrTooSmall, fnmrTooSmall }) => [
    group,
    fmrTooSmall === null ? bounded(falseMatches) : `${count(falseMatches)}, too few for a statement`,
    fnmrTooSmall === null ? bounded(falseNonMatches) : `${count(falseNonMatches)}, too few for a statement`,
  ]);
  return table(['group', 'false matches', 'false non-matches'], rows);
}

function documentsTable({ documents: { open, rendered }, renderings }: AccuracyFigures): string {
  const share = ({ count: right, total }: { count: number; total: number }): string => `${right} of ${total}`;
  const readable = <T>(all: T, some: T | null, word: (figures: T) => string): string =>
    some === null ? word(all) : `${word(all)}; ${word(some)} readable`;
  const both = (word: (figures: typeof open) => string): string[] => [word(open), word(rendered)];
  return table(
    [
      '',
      `${open.pictures} open pictures of specimens`,
      `${renderings.count} renderings, ${renderings.family} family, seed ${renderings.seed}`,
    ],
    [
      [
        'machine readable zones found',
        ...both(({ mrz, readableMrz }) => readable(mrz, readableMrz, (zone) => `${zone.found} of ${zone.labelled}`)),
      ],
      [
        'read letter for letter',
        ...both(({ mrz, readableMrz }) =>
          readable(mrz, readableMrz, ({ exact, labelled }) => `${exact} of ${labelled}`),
        ),
      ],
      ['accepted but wrong', ...both(({ mrz }) => bounded(mrz.acceptedWrongShare))],
      ['claimed where there is none', ...both(({ mrz }) => String(mrz.claimedWhereNone))],
      [
        'printed values read right',
        ...both(({ visualZone, readableVisualZone }) =>
          readable(visualZone, readableVisualZone, ({ exactShare }) => share(exactShare)),
        ),
      ],
      ['… in the right field', '', share(rendered.visualZone.inRightField)],
      ['corners: overlap of at least .75', '', share(rendered.quad.atLeast75)],
      ['portrait found; type right', '', `${share(rendered.portrait.found)}; ${share(rendered.type)}`],
    ],
  );
}

function livenessText({ liveness: { bonaFide, attacks } }: AccuracyFigures): string {
  const unsaid = (nonResponses: Readonly<Record<string, number>>): number =>
    Object.values(nonResponses).reduce((sum, number) => sum + number, 0);
  return table(
    ['', 'presentations', 'errors', 'nothing said'],
    [
      [
        'bona fide, taken for an attack (BPCER)',
        String(bonaFide.presentations),
        bounded(bonaFide.bpcer),
        String(unsaid(bonaFide.nonResponses)),
      ],
      ...attacks.map(({ species, presentations, apcer, nonResponses }) => [
        `${species}, passed (APCER)`,
        String(presentations),
        bounded(apcer),
        String(unsaid(nonResponses)),
      ]),
    ],
  );
}

function dataText({ data, models, facesWhereNone }: AccuracyFigures): string {
  return [
    `${data.files} files, listed with source, commit, licence and SHA-256 in [data.csv](data.csv) (SHA-256 of the list: \`${data.list}\`).`,
    `Of ${facesWhereNone.total} pictures without a person, a face was found in ${facesWhereNone.count}.`,
    table(
      ['model', 'SHA-256'],
      Object.entries(models).map(([name, digest]) => [name, `\`${digest}\``]),
    ),
  ].join('\n\n');
}
