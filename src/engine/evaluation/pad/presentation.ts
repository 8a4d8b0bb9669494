import type { FailureCode } from '#domain/failure.js';
import type { NotAssessedReason } from '#domain/signal.js';

/** A picture or clip of which is known what was before the camera. */
export interface LabelledPresentation {
  readonly file: string;
  /** Null: bona fide. Else the presentation attack instrument species (ISO/IEC 30107-3): `print`, `screen`, `mask`, … */
  readonly species: string | null;
  /** Who is shown; decides what counts as another person. */
  readonly subject: string;
}

/** What was said of it. */
export interface PresentationVerdict {
  /** 0–1; null where nothing was said. */
  readonly score: number | null;
  /** Taken for bona fide, where something was said. */
  readonly fine: boolean;
  /** Why nothing was said: a reason of the signal, or the failure of the picture. */
  readonly reason: NotAssessedReason | FailureCode | null;
}

export type JudgedPresentation = LabelledPresentation & PresentationVerdict;
