import type { DocumentFieldName } from '#domain/document.js';
import type { Box } from '#domain/geometry.js';
import type { RgbColour } from '#specimens/draw/warp.js';
import type { FieldPlace, GroundElement, TextStyle, Wording } from '#specimens/layout.js';

// The parts that forms of the validation family have in common. None is shared with the tuning family.

export const ink = {
  night: [22, 24, 30],
  navy: [20, 40, 92],
  wine: [122, 24, 48],
  moss: [46, 92, 62],
  sea: [32, 118, 134],
  sand: [176, 138, 84],
  plum: [96, 60, 120],
  brick: [188, 84, 56],
  sky: [120, 168, 214],
  mint: [120, 190, 160],
  pink: [222, 140, 168],
  lemon: [214, 196, 92],
  grey: [110, 116, 126],
} as const satisfies Record<string, RgbColour>;

export type Row = readonly [field: DocumentFieldName, label: string, changes?: Partial<FieldPlace>];

/** Labels with their values under them, row by row. */
export const column = (left: number, top: number, step: number, drop: number, rows: readonly Row[]): FieldPlace[] =>
  rows.map(([field, label, changes], index) => ({
    field,
    label,
    at: { x: left, y: top + index * step },
    valueOffset: { x: 0, y: drop },
    ...changes,
  }));

/** Labels with their values to the right of them, row by row. */
export const beside = (left: number, top: number, step: number, gap: number, rows: readonly Row[]): FieldPlace[] =>
  rows.map(([field, label, changes], index) => ({
    field,
    label,
    at: { x: left, y: top + index * step },
    valueOffset: { x: gap, y: 0 },
    ...changes,
  }));

export const wash = (box: Box, ...stops: RgbColour[]): GroundElement => ({ kind: 'wash', box, stops });

/** The quiet foot of a page where the machine readable zone stands (ICAO 9303-3: 23.2 mm). */
export const quietFoot = (width: number, height: number, colour: RgbColour): GroundElement =>
  wash({ x: 0, y: height - 23.2, width, height: 23.2 }, colour, colour);

/** Two bundles of rings whose crossings make the woven look. */
export const moire = (x: number, y: number, radius: number, first: RgbColour, second: RgbColour): GroundElement[] => [
  {
    kind: 'rings',
    centre: { x: x - radius * 0.18, y },
    radius,
    count: Math.round(radius * 1.5),
    ink: { colour: first, opacity: 0.3, line: 0.12 },
  },
  {
    kind: 'rings',
    centre: { x: x + radius * 0.18, y: y + 1 },
    radius,
    count: Math.round(radius * 1.4),
    ink: { colour: second, opacity: 0.3, line: 0.12 },
  },
];

export const hatching = (
  box: Box,
  angleDegrees: number,
  spacing: number,
  colour: RgbColour,
  opacity = 0.28,
): GroundElement => ({
  kind: 'hatch',
  box,
  angleDegrees,
  spacing,
  ink: { colour, opacity, line: 0.12 },
});

/** A line of print too small to read with the eye. */
export const microText = (text: string, x: number, y: number, width: number, style: TextStyle): Wording => {
  const small: TextStyle = { ...style, capHeight: 0.42 };
  // A capital letter with its space is about nine tenths as wide as high.
  const repeats = Math.max(1, Math.floor(width / (text.length * small.capHeight * 0.98)));
  return { text: Array.from({ length: repeats }, () => text).join(' '), at: { x, y }, style: small };
};

/** What keeps the rendering from being taken for a document. */
export const specimenMark = (
  x: number,
  y: number,
  capHeight: number,
  angleDegrees: number,
  text = 'SPECIMEN',
): Wording => ({
  text,
  at: { x, y },
  style: { font: 'arimo-bold', capHeight, colour: ink.wine, opacity: 0.16, tracking: 0.25 },
  angleDegrees,
});
