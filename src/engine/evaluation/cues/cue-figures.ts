import { documentCues, type DocumentCue, type DocumentCueName } from '#domain/document-cues.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';
import { successShare, type SuccessShare } from '#engine/evaluation/success-share.js';

/** What the cues said of one picture. */
export interface JudgedPicture {
  readonly file: string;
  /** What is shown instead of a true document; null: a true one. */
  readonly attack: string | null;
  /** Null where no document was found to judge. */
  readonly cues: readonly DocumentCue[] | null;
}

/** How one cue did. Pictures that it does not assess count as not detected, and as no false alarm. */
export interface CueFigures {
  /** True documents called suspicious. */
  readonly falseAlarms: Proportion;
  /** True documents on which it said nothing. */
  readonly notAssessed: number;
  /** By attack. */
  readonly detected: Readonly<Record<string, SuccessShare>>;
}

export interface CueEvaluation {
  readonly pictures: number;
  readonly withoutDocument: number;
  /** By cue, and `any`: at least one of them. */
  readonly cues: Readonly<Record<DocumentCueName | 'any', CueFigures>>;
}

/** Adds up verdicts. Pictures without a document count only as such. */
export function cueFigures(pictures: readonly JudgedPicture[]): CueEvaluation {
  const judged = pictures.flatMap(({ attack, cues }) => (cues === null ? [] : [{ attack, cues }]));
  const names = Object.keys(documentCues) as DocumentCueName[]; // Object.keys loses the key type
  const figures = (isOwn: (cue: DocumentCue) => boolean): CueFigures => {
    const rows = judged.map(({ attack, cues }) => {
      const own = cues.filter(isOwn);
      return {
        attack,
        suspicious: own.some(({ verdict }) => verdict === 'suspicious'),
        silent: own.every(({ verdict }) => verdict === 'not-assessed'),
      };
    });
    const honest = rows.filter(({ attack }) => attack === null);
    const kinds = [...new Set(rows.flatMap(({ attack }) => attack ?? []))].sort();
    return {
      falseAlarms: proportion(honest.filter(({ suspicious }) => suspicious).length, honest.length),
      notAssessed: honest.filter(({ silent }) => silent).length,
      detected: Object.fromEntries(
        kinds.map((kind) => {
          const own = rows.filter(({ attack }) => attack === kind);
          return [kind, successShare(own.filter(({ suspicious }) => suspicious).length, own.length)];
        }),
      ),
    };
  };
  const byName = Object.fromEntries(names.map((name) => [name, figures((cue) => cue.name === name)]));
  return {
    pictures: pictures.length,
    withoutDocument: pictures.length - judged.length,
    // Every name of the registry was just given its figures.
    cues: { ...(byName as Record<DocumentCueName, CueFigures>), any: figures(() => true) },
  };
}
