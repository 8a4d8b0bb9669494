import type { DocumentFieldName } from '#domain/document.js';
import type { FontName } from '#specimens/draw/fonts.js';

/** A character that was set anew: in which face, how large (1: as the others), how far below their baseline in their capitals. */
export type AlteredCharacter = { readonly font: FontName; readonly size: number; readonly drop: number } & (
  | { readonly zone: 'mrz'; readonly line: number; readonly column: number }
  /** `digit`: which of the value's digits, from 0; the last where it has fewer. */
  | { readonly zone: 'visual-zone'; readonly field: DocumentFieldName; readonly digit: number }
);
