import type { DocumentFieldName, DocumentFields } from '#domain/document.js';
import { foldText } from '#engine/document/text/fold-text.js';
import { scoreDiacritics, type DiacriticScore } from '#engine/evaluation/documents/diacritics.js';
import { scoreVisualZone, type VisualZoneScore } from '#engine/evaluation/visual-zone-score.js';

/** A value as the label gives it; `field` and `value` where the whole truth is known. */
export interface ExpectedValue {
  readonly printed: string;
  readonly readable: boolean | null;
  readonly field: DocumentFieldName | null;
  readonly value: string | null;
}

/** What became of one printed value. */
export interface ValueScore extends ExpectedValue {
  /** What the reader gave for the field; null: nothing. */
  readonly got: string | null;
  /** Against every text that was read. */
  readonly score: VisualZoneScore;
  readonly diacritics: DiacriticScore;
  /** The field holds the value, diacritics, case and spaces apart; null where the label names no field. */
  readonly inRightField: boolean | null;
}

/** Scores one printed value against the texts of its picture and the fields of its document. */
export function scoreValue(expected: ExpectedValue, texts: readonly string[], fields: DocumentFields): ValueScore {
  const { printed, field, value } = expected;
  const got = field === null ? null : (fields[field]?.value ?? null);
  return {
    ...expected,
    got,
    score: scoreVisualZone([printed], texts),
    diacritics: scoreDiacritics(printed, texts),
    inRightField: field === null || value === null ? null : got !== null && comparable(got) === comparable(value),
  };
}

const comparable = (text: string): string => foldText(text).replace(/\s+/g, '');
