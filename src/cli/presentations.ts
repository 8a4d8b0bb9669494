import path from 'node:path';
import type { CliContext } from '#cli/context.js';
import { parseTable } from '#cli/csv.js';
import { readNamedFile, UsageError } from '#cli/files.js';
import { judgePresentation, type JudgedSignal } from '#engine/evaluation/pad/judge-presentation.js';
import type { JudgedPresentation, LabelledPresentation } from '#engine/evaluation/pad/presentation.js';
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

/** Reads tables of labelled pictures and clips. Throws `UsageError`, naming the row. */
export async function readPresentations(
  csvFiles: readonly string[],
  columns: PresentationColumns,
): Promise<LabelledPresentation[]> {
  const labelled: LabelledPresentation[] = [];
  for (const file of csvFiles) labelled.push(...rowsOf((await readNamedFile(file)).toString('utf8'), file, columns));
  return labelled;
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

/** What the engine with everything that is installed says of each. */
export async function judgePresentations(
  labelled: readonly LabelledPresentation[],
  { root, signal, context }: { readonly root: string; readonly signal: JudgedSignal; readonly context: CliContext },
): Promise<JudgedPresentation[]> {
  const videoFrames = openVideoFrames(1);
  try {
    return await context.withEngine(async (tasks) => {
      const judged: JudgedPresentation[] = [];
      for (const one of labelled) {
        const bytes = await readNamedFile(path.join(root, one.file));
        judged.push(await judgePresentation(one, bytes, { tasks, videoFrames, signal }));
        context.terminal.progress(`${judged.length} of ${labelled.length}: ${one.file}`);
      }
      return judged;
    });
  } finally {
    await videoFrames.close();
  }
}
