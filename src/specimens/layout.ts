import type { BarcodeFormat, DocumentFieldName, DocumentType, MrzFormat } from '#domain/document.js';
import type { Box, Point } from '#domain/geometry.js';
import type { RgbColour } from '#specimens/draw/warp.js';
import type { FontName } from '#specimens/draw/fonts.js';
import type { DateStyle } from '#specimens/print-style.js';

/**
 * A layout is data: where everything stands on one side of a document. All lengths are millimetres from the top left
 * corner of that side; text stands on its baseline.
 */
export interface SpecimenLayout {
  readonly id: string;
  readonly documentType: DocumentType;
  readonly side: 'front' | 'back';
  readonly width: number;
  readonly height: number;
  readonly cornerRadius: number;
  /** Painted in order, before everything else. */
  readonly ground: readonly GroundElement[];
  readonly portrait: PicturePlace | null;
  /** The same face again, small and pale. */
  readonly ghostPortrait: PicturePlace | null;
  readonly wording: readonly Wording[];
  readonly labelStyle: TextStyle;
  readonly valueStyle: TextStyle;
  readonly dateStyle: DateStyle;
  readonly fields: readonly FieldPlace[];
  readonly signature: { readonly box: Box; readonly colour: RgbColour } | null;
  /** Null when the side carries no MRZ. */
  readonly mrz: MrzPlace | null;
  /** Left out where the side carries none. */
  readonly barcode?: BarcodePlace;
}

export interface TextStyle {
  readonly font: FontName;
  /** Height of a capital, millimetres. */
  readonly capHeight: number;
  readonly colour: RgbColour;
  readonly opacity?: number;
  /** Extra space between letters, in capital heights. */
  readonly tracking?: number;
  readonly stretch?: number;
}

/** Words that belong to the form, not to the person. */
export interface Wording {
  readonly text: string;
  readonly at: Point;
  readonly style: TextStyle;
  /** Clockwise, about `at`. */
  readonly angleDegrees?: number;
  readonly align?: 'left' | 'centre' | 'right';
}

/** A label with the value under it (or where `valueAt` says). */
export interface FieldPlace {
  readonly field: DocumentFieldName;
  /** As printed; an empty label prints nothing, and the value stands alone. */
  readonly label: string;
  readonly at: Point;
  /** From the label's left end and baseline to the value's. */
  readonly valueOffset: Point;
  readonly print?: PrintRule;
  readonly valueStyle?: TextStyle;
  /** The value is set narrower when it would be wider than this. */
  readonly maxWidth?: number;
}

/** How a value that has several printed forms is printed. */
export type PrintRule = 'as-is' | 'demonym' | 'height-centimetres' | 'height-metres' | 'weight-kilograms' | 'eye-code';

export interface PicturePlace {
  readonly box: Box;
  readonly opacity: number;
  /** Share of the shorter side over which the edge fades; 0 a hard edge. */
  readonly feather: number;
  /** Printed in shades of one ink. */
  readonly tint: RgbColour | null;
}

/**
 * ICAO 9303-3 §4: OCR-B size 1 at 10 characters per inch (2.54 mm). `left` is the left edge of the first character's
 * cell; `baselines` from the top line down.
 */
export interface MrzPlace {
  readonly format: MrzFormat;
  /** The first characters; default: the format's usual letter. */
  readonly documentCode?: string;
  readonly left: number;
  readonly baselines: readonly number[];
  readonly colour: RgbColour;
  /** Whether the optional data hold the personal number; seven characters (TD2) or eight (MRV-B) often cannot. */
  readonly carriesPersonalNumber: boolean;
}

/** A barcode with the holder's data as AAMVA encodes them. The quiet zone around it is the layout's own affair. */
export interface BarcodePlace {
  readonly format: BarcodeFormat;
  /** Codewords a row, for PDF417. */
  readonly columns?: number;
  readonly box: Box;
  readonly colour: RgbColour;
}

export type GroundElement =
  | { readonly kind: 'wash'; readonly box: Box; readonly stops: readonly RgbColour[] }
  | {
      /** Interlaced wavy hair lines that fill a box. */
      readonly kind: 'waves';
      readonly box: Box;
      readonly ink: Ink;
      readonly lines: number;
      readonly amplitude: number;
      readonly periods: number;
      /** How many periods the phase drifts from the first line to the last: the source of the woven look. */
      readonly drift: number;
    }
  | {
      /** A hypotrochoid bundle. */
      readonly kind: 'rosette';
      readonly centre: Point;
      readonly radius: number;
      readonly ink: Ink;
      readonly petals: number;
      readonly strands: number;
    }
  | {
      /** Circles about one centre; two such bundles make a moiré. */
      readonly kind: 'rings';
      readonly centre: Point;
      readonly radius: number;
      readonly count: number;
      readonly ink: Ink;
    }
  | {
      /** Parallel hair lines through a box, `spacing` millimetres apart. */
      readonly kind: 'hatch';
      readonly box: Box;
      readonly angleDegrees: number;
      readonly spacing: number;
      readonly ink: Ink;
    }
  | {
      /** A star in a ring, as a watermark shows it. */
      readonly kind: 'seal';
      readonly centre: Point;
      readonly radius: number;
      readonly points: number;
      readonly ink: Ink;
    }
  | { readonly kind: 'panel'; readonly box: Box; readonly cornerRadius: number; readonly ink: Omit<Ink, 'line'> }
  | { readonly kind: 'frame'; readonly box: Box; readonly cornerRadius: number; readonly ink: Ink }
  | { readonly kind: 'rule'; readonly from: Point; readonly to: Point; readonly ink: Ink }
  | { readonly kind: 'sun'; readonly centre: Point; readonly radius: number; readonly rays: number; readonly ink: Ink }
  | { readonly kind: 'chip-symbol'; readonly centre: Point; readonly width: number; readonly ink: Ink };

export interface Ink {
  readonly colour: RgbColour;
  readonly opacity: number;
  /** Line width, millimetres. */
  readonly line: number;
}
