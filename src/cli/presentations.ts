import path from 'node:path';
import type { CliContext } from '#cli/context.js';
import { parseTable } from '#cli/csv.js';
import { openWork } from '#cli/evaluation/open-work.js';
import type { ReportOptions } from '#cli/evaluation/report-options.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { judgePresentation, type JudgedSignal } from '#engine/evaluation/pad/judge-presentation.js';
import type { JudgedPresentation, LabelledPresentation } from '#engine/evaluation/pad/presentation.js';
import { folderDigest } from '#engine/evaluation/work/code-digest.js';
import { digestOfDigests, sha256 } from '#engine/evaluation/work/work-cache.js';
import { openVideoFrames } from '#main/open-video-frames.js';

/** How a table says what was before the camera. */
export interface PresentationColumns {
  /** Column and its two words: for a person as they are, and for an attack. */
  readonly label: { readonly column: string; readonly bonaFide: string; readonly attack: string };
  /** Names the kind of an attack, and is empty else. */
  readonly species: string;
  /** What is said of a row in which the two contradict each other. */
  readonly contradiction: string;
}

/** Reads tables of labelled pictures and clips. Throws `UsageError`, naming the row. `digest`: SHA-256 over those of the tables. */
export async function readPresentations(
  csvFiles: readonly string[],
  columns: PresentationColumns,
): Promise<{ readonly labelled: readonly LabelledPresentation[]; readonly digest: string }> {
  const labelled: LabelledPresentation[] = [];
  const digests: string[] = [];
  for (const file of csvFiles) {
    const table = await readNamedFile(file);
    digests.push(sha256(table));
    labelled.push(...rowsOf(table.toString('utf8'), file, columns));
  }
  return { labelled, digest: digestOfDigests(digests) };
}

function rowsOf(
  text: string,
  csvFile: string,
  { label: { column, bonaFide, attack }, species, contradiction }: PresentationColumns,
): LabelledPresentation[] {
  return parseTable(text, csvFile, ['file', column, species]).map((row, index) => {
    const wrong = (why: string): UsageError => new UsageError(`${csvFile}: row ${index + 1}: ${why}`);
    const { file, subject } = row;
    const [word, kind] = [row[column], row[species]];
    if (!file) throw wrong('there is no file');
    if (word !== bonaFide && word !== attack)
      throw wrong(`${column} must be ${bonaFide} or ${attack}, not "${word ?? ''}"`);
    if ((word === attack) !== Boolean(kind)) throw wrong(contradiction);
    return { file, species: kind || null, subject: subject || file };
  });
}

export interface JudgeOptions {
  readonly root: string;
  readonly signal: JudgedSignal;
  readonly report: ReportOptions;
  readonly context: CliContext;
}

export interface JudgedSet {
  readonly presentations: readonly JudgedPresentation[];
  /** SHA-256 over the digests of all files. */
  readonly digest: string;
}

/** What the engine with everything that is installed says of each. */
export async function judgePresentations(
  labelled: readonly LabelledPresentation[],
  { root, signal, report, context }: JudgeOptions,
): Promise<JudgedSet> {
  const videoFrames = openVideoFrames(1);
  try {
    return await context.withEngine(async (tasks) => {
      // After the engine was made, so that every net is converted and in its place.
      const models = await folderDigest(context.modelsDirectory());
      const work = await openWork(report, context, { kind: signal, models });
      const presentations: JudgedPresentation[] = [];
      for (const one of labelled) {
        const said = await work.on(path.join(root, one.file), (bytes) =>
          judgePresentation(bytes, { tasks, videoFrames, signal }),
        );
        presentations.push({ ...one, ...said });
        context.terminal.progress(`${presentations.length} of ${labelled.length}: ${one.file}`);
      }
      return { presentations, digest: work.digestOf(labelled.map(({ file }) => path.join(root, file))) };
    });
  } finally {
    await videoFrames.close();
  }
}
