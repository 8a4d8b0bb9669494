import { areaUnderCurve, sortScores } from '#engine/evaluation/error-rates.js';
import { detCurve } from '#engine/evaluation/pairs/det-curve.js';
import { scoreHistogram } from '#engine/evaluation/pairs/score-histogram.js';
import type { PadEvaluation, SpeciesFigures } from '#engine/evaluation/pad/pad-figures.js';
import type { JudgedPresentation } from '#engine/evaluation/pad/presentation.js';
import { xyPlot } from '#engine/evaluation/plot/xy-plot.js';
import { csvText } from '#engine/evaluation/report/csv-text.js';
import { percent, withBound } from '#engine/evaluation/report/number-words.js';
import { rateAxis, scoreAxis, shareAxis } from '#engine/evaluation/report/plot-axes.js';
import type { Report, ReportPlot } from '#engine/evaluation/report/report.js';

/** How the two sides are called: of liveness `bona fide` and `attack`, of deepfakes `genuine` and `fake`. */
export interface JudgedWords {
  readonly kind: 'pad' | 'deepfake';
  readonly title: string;
  readonly bonaFide: string;
  readonly attack: string;
  readonly protocol: readonly string[];
}

export const padWords: JudgedWords = {
  kind: 'pad',
  title: 'Error rates of presentation attack detection',
  bonaFide: 'bona fide',
  attack: 'attack',
  protocol: [
    'An evaluation of a presentation attack detection subsystem after ISO/IEC 30107-3: stored presentations, each a picture or a clip of a known kind, judged once and as in a verification.',
    'APCER: attack presentations of one species that pass as bona fide, as a share of those that were assessed. Species are never added up; the worst counts. BPCER: bona fide presentations that are taken for an attack.',
    'Non-responses are presentations of which nothing was said, with the reason. They are neither right nor wrong, and are counted by themselves.',
    'Bounds are one-sided, of 95 %, after Clopper and Pearson. They take presentations as independent, which those of one person or one instrument are not.',
  ],
};

export const deepfakeWords: JudgedWords = {
  kind: 'deepfake',
  title: 'Error rates of deepfake detection',
  bonaFide: 'genuine',
  attack: 'fake',
  protocol: [
    'Stored pictures and clips of known kind, judged once by the installed net at its own threshold, as in a verification. The words of ISO/IEC 30107-3 are used in their sense: APCER is the share of fakes of one kind that pass, BPCER that of genuine pictures that are refused.',
    ...padWords.protocol.slice(2),
  ],
};

export interface JudgedReportInput {
  readonly words: JudgedWords;
  readonly evaluation: PadEvaluation;
  readonly presentations: readonly JudgedPresentation[];
  /** What judged: names and versions or digests. */
  readonly judges: Readonly<Record<string, string>>;
  /** Hexadecimal SHA-256. */
  readonly data: { readonly files: string; readonly labels: string };
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

/** The report of judged presentations; a pure function of its arguments. */
export function judgedReport(input: JudgedReportInput): Report {
  const { words, evaluation, presentations, judges, data, madeAt } = input;
  const { bonaFide, attacks, otherPeople, threshold } = evaluation;
  const scores = sortScores(scoresOf(presentations, false), scoresOf(presentations, true));
  const auc = areaUnderCurve(scores);
  return {
    kind: words.kind,
    title: words.title,
    madeAt,
    sections: [
      { title: 'How this was measured', level: 2, paragraphs: words.protocol },
      {
        title: 'Errors at the threshold in use',
        level: 2,
        facts: [
          ['Threshold', String(threshold)],
          [`BPCER, ${bonaFide.people} people`, withBound(bonaFide.bpcer)],
          ['Non-responses', nonResponses(bonaFide)],
          ['Area under the curve', auc === null ? 'not known' : auc.toFixed(5)],
          ['Files, sha256 of their digests', data.files],
          ['Labels, sha256', data.labels],
        ],
        ...(attacks.length === 0
          ? { paragraphs: [`There is no ${words.attack} among the files: nothing is known of APCER.`] }
          : { tables: [speciesTable(attacks, words)] }),
      },
      {
        title: 'Curves',
        level: 2,
        plots: [trade(presentations, evaluation), histogram(presentations, threshold, words)].filter(
          (plot) => plot !== null,
        ),
      },
      ...(otherPeople === null
        ? []
        : [
            {
              title: 'Thresholds tried on other people',
              level: 2 as const,
              paragraphs: [
                `The people were dealt into two halves; each is judged at the threshold that refuses ${percent(otherPeople.wantedBpcer)} of the other half.`,
              ],
              facts: [
                ['Thresholds', otherPeople.thresholds.map((one) => one.toFixed(3)).join(' and ')],
                ['BPCER', withBound(otherPeople.bpcer)],
                [`APCER, every ${words.attack}`, withBound(otherPeople.apcer)],
              ] as const,
            },
          ]),
      { title: 'What judged', level: 2, facts: Object.entries(judges) },
    ],
    figures: { ...evaluation, judges, data },
    files: [{ name: 'scores.csv', content: scoresCsv(presentations) }],
  };
}

const scoresOf = (presentations: readonly JudgedPresentation[], attack: boolean): number[] =>
  presentations.flatMap(({ score, species }) => (score !== null && (species !== null) === attack ? [score] : []));

function nonResponses({
  presentations,
  nonResponses: reasons,
}: Pick<SpeciesFigures, 'presentations' | 'nonResponses'>): string {
  const entries = Object.entries(reasons);
  const sum = entries.reduce((total, [, count]) => total + count, 0);
  return [`${sum} of ${presentations}`, ...entries.map(([reason, count]) => `${reason} ${count}`)].join(', ');
}

const speciesTable = (attacks: readonly SpeciesFigures[], { attack }: JudgedWords) => ({
  caption: `By species of ${attack}, worst first`,
  head: ['Species', 'Presentations', 'APCER', 'Non-responses'],
  rows: attacks.map((own) => [own.species, String(own.presentations), withBound(own.apcer), nonResponses(own)]),
});

/** APCER against BPCER over all thresholds, a line for each species that was assessed; null without both kinds. */
function trade(presentations: readonly JudgedPresentation[], { attacks, threshold }: PadEvaluation): ReportPlot | null {
  const live = scoresOf(presentations, false);
  const curves = attacks.flatMap(({ species }) => {
    const own = presentations.filter((one) => one.species === species);
    const points = detCurve(sortScores(live, scoresOf(own, true))).filter(
      ({ fmr, fnmr }) => fmr > 0 && fmr < 1 && fnmr > 0 && fnmr < 1,
    );
    return points.length === 0 ? [] : [{ species, points }];
  });
  if (curves.length === 0) return null;
  const rates = (rate: 'fmr' | 'fnmr'): number[] => curves.flatMap(({ points }) => points.map((point) => point[rate]));
  const title = 'APCER against BPCER';
  return {
    title,
    svg: xyPlot({
      title,
      description: `One curve for each of ${curves.map(({ species }) => species).join(', ')}; the threshold in use is ${threshold}`,
      x: rateAxis('APCER', rates('fmr'), Math.max(...rates('fmr'))),
      y: rateAxis('BPCER', rates('fnmr'), Math.max(...rates('fnmr'))),
      series: curves.map(({ species, points }) => ({
        kind: 'line',
        label: species,
        points: points.map(({ fmr, fnmr }) => ({ x: fmr, y: fnmr })),
      })),
    }),
    caption:
      'Both axes in normal deviates. A species that is told apart without an error at some threshold has no curve.',
  };
}

function histogram(
  presentations: readonly JudgedPresentation[],
  threshold: number,
  words: JudgedWords,
): ReportPlot | null {
  const [live, attacks] = [scoresOf(presentations, false), scoresOf(presentations, true)];
  const bins = scoreHistogram(sortScores(live, attacks), 40);
  if (bins === null) return null;
  const { from, width, mated, nonMated } = bins;
  const points = (counts: readonly number[], total: number) =>
    counts.map((count, i) => ({ x: from + i * width, y: total === 0 ? 0 : count / total }));
  const [left, right] = [points(nonMated, attacks.length), points(mated, live.length)];
  const title = 'Scores';
  return {
    title,
    svg: xyPlot({
      title,
      description: `Histograms of ${attacks.length} of ${words.attack} and ${live.length} of ${words.bonaFide}; threshold ${threshold}`,
      x: scoreAxis('score', Math.min(from, threshold), Math.max(from + width * mated.length, threshold)),
      y: shareAxis('share of the presentations', Math.max(...[...left, ...right].map(({ y }) => y))),
      series: [
        { kind: 'columns', label: `${words.attack}, ${attacks.length}`, points: left, width },
        { kind: 'columns', label: `${words.bonaFide}, ${live.length}`, points: right, width },
      ],
      rules: [{ at: threshold, label: `threshold ${threshold}` }],
    }),
    caption: 'Each kind as shares of its own number, without what was not assessed. At the threshold and above passes.',
  };
}

const scoresCsv = (presentations: readonly JudgedPresentation[]): string =>
  csvText([
    ['file', 'subject', 'species', 'score', 'fine', 'reason'],
    ...presentations.map(({ file, subject, species, score, fine, reason }) => [
      file,
      subject,
      species,
      score,
      score === null ? null : fine ? 1 : 0,
      reason,
    ]),
  ]);
