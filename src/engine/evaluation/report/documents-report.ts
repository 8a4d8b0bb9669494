import type { DocumentEvaluation } from '#engine/evaluation/documents.js';
import type { DocumentFigures, MrzFigures, VisualZoneFigures } from '#engine/evaluation/documents/figures.js';
import { pictureFaults } from '#engine/evaluation/documents/picture-faults.js';
import type { PictureScore } from '#engine/evaluation/documents/score-picture.js';
import { scoreHistogram } from '#engine/evaluation/pairs/score-histogram.js';
import { xyPlot } from '#engine/evaluation/plot/xy-plot.js';
import { csvText } from '#engine/evaluation/report/csv-text.js';
import { withBound, withLowerBound } from '#engine/evaluation/report/number-words.js';
import { scoreAxis, shareAxis } from '#engine/evaluation/report/plot-axes.js';
import type { Report, ReportPlot, ReportSection, ReportTable } from '#engine/evaluation/report/report.js';

export interface DocumentsReportInput {
  readonly evaluation: DocumentEvaluation;
  readonly pictures: readonly PictureScore[];
  /** Digests by name of the nets that read. */
  readonly models: Readonly<Record<string, string>>;
  /** Hexadecimal SHA-256. */
  readonly data: { readonly files: string; readonly labels: string };
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

const protocol = [
  'Stored pictures of documents, each read once and as in a verification; the labels say what is printed. What was read is compared letter for letter.',
  'A machine readable zone is accepted where its check digits hold and the reader trusts it. Accepted but wrong is the error that matters: a refused document can be photographed again.',
  'Bounds are one-sided, of 95 %, after Clopper and Pearson; they take pictures as independent. A dash means that no label of the part says anything of it.',
] as const;

/** The report of document reading; a pure function of its arguments. */
export function documentsReport({ evaluation, pictures, models, data, madeAt }: DocumentsReportInput): Report {
  const { byRecipe, byLayout, failures } = evaluation;
  const times = timePlot(pictures);
  const faults = faultTable(pictures);
  return {
    kind: 'documents',
    title: 'Error rates of document reading',
    madeAt,
    sections: [
      { title: 'How this was measured', level: 2, paragraphs: protocol },
      {
        title: 'All pictures',
        level: 2,
        facts: [
          ['Pictures', String(evaluation.pictures)],
          ...mrzFacts('Machine readable zone', evaluation.mrz),
          ...(evaluation.readableMrz === null ? [] : mrzFacts('… of the readable ones', evaluation.readableMrz)),
          ['Claimed where there is none', String(evaluation.mrz.claimedWhereNone)],
          ...zoneFacts('Visual zone', evaluation.visualZone),
          ['Portrait found', withLowerBound(evaluation.portrait.found)],
          ['Corners, overlap of at least .75', withLowerBound(evaluation.quad.atLeast75)],
          ['Type', withLowerBound(evaluation.type)],
          ...Object.entries(failures).map(([code, count]) => [`Failed: ${code}`, String(count)] as const),
          ['Pictures, sha256 of their digests', data.files],
          ['Labels, sha256', data.labels],
        ],
        ...(times === null ? {} : { plots: [times] }),
      },
      ...partSection('By kind of picture', byRecipe),
      ...partSection('By layout', byLayout),
      ...(faults === null ? [] : [{ title: 'What went wrong', level: 2 as const, tables: [faults] }]),
      {
        title: 'What read',
        level: 2,
        facts: Object.entries(models).map(([id, digest]) => [id, `sha256 ${digest}`] as const),
      },
    ],
    figures: { ...evaluation, models, data },
    files: [{ name: 'scores.csv', content: scoresCsv(pictures) }],
  };
}

const mrzFacts = (name: string, { found, labelled, exactShare, acceptedWrongShare }: MrzFigures) =>
  [
    [`${name}: found`, `${found} of ${labelled}`],
    [`${name}: every letter right`, withLowerBound(exactShare)],
    [`${name}: accepted, but wrong`, withBound(acceptedWrongShare)],
  ] as const;

const zoneFacts = (name: string, { exactShare, inRightField, characterErrorRate }: VisualZoneFigures) =>
  [
    [`${name}: values exact`, withLowerBound(exactShare)],
    [`${name}: in the right field`, withLowerBound(inRightField)],
    [`${name}: character error rate`, characterErrorRate === null ? 'not known' : characterErrorRate.toFixed(4)],
  ] as const;

function partSection(title: string, parts: Readonly<Record<string, DocumentFigures>>): ReportSection[] {
  const rows = Object.entries(parts).map(([name, { pictures, mrz, visualZone }]) => [
    name,
    String(pictures),
    mrz.labelled === 0 ? '–' : withLowerBound(mrz.exactShare),
    mrz.labelled === 0 ? '–' : withBound(mrz.acceptedWrongShare),
    visualZone.values === 0 ? '–' : withLowerBound(visualZone.exactShare),
  ]);
  if (rows.length === 0) return [];
  const head = ['Part', 'Pictures', 'MRZ exact', 'MRZ accepted, but wrong', 'Values exact'];
  return [{ title, level: 2, tables: [{ caption: title, head, rows }] }];
}

function timePlot(pictures: readonly PictureScore[]): ReportPlot | null {
  const bins = scoreHistogram({ genuine: Float64Array.from(pictures, ({ milliseconds }) => milliseconds).sort(), impostor: new Float64Array() }, 30); // prettier-ignore
  if (bins === null) return null;
  const points = bins.mated.map((count, i) => ({ x: bins.from + i * bins.width, y: count / pictures.length }));
  const title = 'Time of a picture';
  return {
    title,
    svg: xyPlot({
      title,
      description: `Histogram of ${pictures.length} pictures in milliseconds`,
      x: scoreAxis('milliseconds, decoding included', bins.from, bins.from + bins.width * points.length),
      y: shareAxis('share of the pictures', Math.max(...points.map(({ y }) => y))),
      series: [{ kind: 'columns', label: `${pictures.length} pictures`, points, width: bins.width }],
    }),
    caption: 'On the machine that made this report, when the picture was first read.',
    ofTimes: true,
  };
}

function faultTable(pictures: readonly PictureScore[]): ReportTable | null {
  const rows = pictures.flatMap((picture) => pictureFaults(picture).map((fault) => [picture.file, fault]));
  return rows.length === 0
    ? null
    : { caption: `${rows.length} faults`, folded: true, head: ['Picture', 'Fault'], rows };
}

const scoresCsv = (pictures: readonly PictureScore[]): string =>
  csvText([
    [
      'file',
      'recipe',
      'failure',
      'mrz',
      'mrz_accepted',
      'mrz_accepted_wrong',
      'values',
      'values_exact',
      'milliseconds',
    ],
    ...pictures.map(({ file, recipe, failure, mrz, values, milliseconds }) => [
      file,
      recipe,
      failure,
      mrz.verdict,
      mrz.accepted ? 1 : 0,
      mrz.acceptedWrong ? 1 : 0,
      values.length,
      values.filter(({ score }) => score.exact > 0).length,
      milliseconds.toFixed(0),
    ]),
  ]);
