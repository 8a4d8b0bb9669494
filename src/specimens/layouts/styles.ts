import type { RgbColour } from '#specimens/draw/warp.js';
import type { GroundElement, TextStyle, Wording } from '#specimens/layout.js';

/** The inks of Utopia's documents. */
export const inks = {
  black: [30, 30, 38],
  label: [44, 74, 132],
  title: [24, 48, 104],
  red: [176, 42, 48],
  blue: [86, 128, 190],
  green: [88, 156, 128],
  rose: [206, 128, 148],
  violet: [138, 116, 178],
  gold: [186, 146, 70],
  orange: [222, 150, 84],
  pen: [26, 34, 92],
  ghost: [70, 84, 130],
} as const satisfies Record<string, RgbColour>;

export const labelStyle: TextStyle = { font: 'sans-condensed', capHeight: 1.05, colour: inks.label };
export const valueStyle: TextStyle = { font: 'sans-bold', capHeight: 1.9, colour: inks.black, stretch: 0.92 };
export const numberStyle: TextStyle = { font: 'sans-bold', capHeight: 2.2, colour: inks.red, tracking: 0.08 };
export const titleStyle: TextStyle = {
  font: 'sans-condensed-bold',
  capHeight: 3.2,
  colour: inks.title,
  tracking: 0.22,
};
export const subtitleStyle: TextStyle = { font: 'sans', capHeight: 1.4, colour: inks.title, tracking: 0.12 };

/** The word in red that keeps a specimen from being taken for a document. */
export const specimenStamp = (x: number, y: number, align: 'left' | 'right' = 'right'): Wording => ({
  text: 'SPECIMEN',
  at: { x, y },
  style: { font: 'sans-bold', capHeight: 1.8, colour: inks.red, tracking: 0.35, opacity: 0.85 },
  align,
});

/** The same word large and faint across the page. */
export const specimenWatermark = (x: number, y: number, capHeight: number): Wording => ({
  text: 'SPECIMEN',
  at: { x, y },
  style: { font: 'sans-bold', capHeight, colour: inks.red, tracking: 0.2, opacity: 0.09 },
  angleDegrees: -24,
});

/** ICAO 9303-3: the MRZ zone is 23.2 mm high, at the foot of the page, on a quiet ground. */
export const mrzZone = (width: number, height: number): GroundElement[] => [
  {
    kind: 'wash',
    box: { x: 0, y: height - 23.2, width, height: 23.2 },
    stops: [
      [240, 245, 250],
      [250, 246, 244],
      [242, 248, 243],
    ],
  },
  {
    kind: 'rule',
    from: { x: 0, y: height - 23.2 },
    to: { x: width, y: height - 23.2 },
    ink: { colour: inks.blue, opacity: 0.6, line: 0.2 },
  },
];

/** Two woven bundles of waves over the same box. */
export const weave = (
  box: { x: number; y: number; width: number; height: number },
  first: RgbColour,
  second: RgbColour,
  periods: number,
): GroundElement[] => [
  {
    kind: 'waves',
    box,
    ink: { colour: first, opacity: 0.26, line: 0.12 },
    lines: Math.round(box.height * 1.1),
    amplitude: 3.4,
    periods,
    drift: 1.5,
  },
  {
    kind: 'waves',
    box,
    ink: { colour: second, opacity: 0.26, line: 0.12 },
    lines: Math.round(box.height * 0.87),
    amplitude: 4.6,
    periods: periods - 1,
    drift: -1.2,
  },
];

/** The pale edge around a portrait. */
export const portraitEdge = (box: { x: number; y: number; width: number; height: number }): GroundElement => ({
  kind: 'panel',
  box: { x: box.x - 0.4, y: box.y - 0.4, width: box.width + 0.8, height: box.height + 0.8 },
  cornerRadius: 0.6,
  ink: { colour: [255, 255, 255], opacity: 0.6 },
});
