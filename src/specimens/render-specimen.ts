import type { DocumentFieldName, MrzFormat } from '#domain/document.js';
import type { Box, Point, Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { AlteredCharacter } from '#specimens/altered-character.js';
import type { BarcodeWriter } from '#specimens/barcode/barcode-writer.js';
import { drawBarcode } from '#specimens/barcode/draw-barcode.js';
import { aamvaFieldNames } from '#specimens/barcode/write-aamva.js';
import { cornersOfBox } from '#engine/image/corners-of-box.js';
import { boxAround } from '#specimens/geometry.js';
import { Canvas } from '#specimens/draw/canvas.js';
import { setAtPitch, setText, type Fonts } from '#specimens/draw/fonts.js';
import { roundedRectangle, signature } from '#specimens/draw/ornaments.js';
import { mapOutline, type Outline } from '#specimens/draw/outline.js';
import { rasterise } from '#specimens/draw/rasterise.js';
import type { SpecimenHolder } from '#specimens/holder.js';
import type { PicturePlace, SpecimenLayout, TextStyle, Wording } from '#specimens/layout.js';
import { writeMrz } from '#specimens/mrz-writer.js';
import { paintGround } from '#specimens/paint-ground.js';
import { printValue } from '#specimens/print-value.js';
import type { Random } from '#specimens/random.js';
import type { PrintedValue, SpecimenTruth } from '#specimens/truth.js';

export interface SpecimenOrder {
  readonly layout: SpecimenLayout;
  readonly holder: SpecimenHolder;
  /** Upright, already cropped to the proportions of the layout's portrait (35:45). Null leaves the place empty. */
  readonly portrait: RgbImage | null;
  /** The face of the layout's ghost; default: the portrait's. */
  readonly ghostPortrait?: RgbImage;
  /** One character that was set anew. */
  readonly altered?: AlteredCharacter;
  readonly fonts: Fonts;
  /** Without it the layout's place for a barcode stays empty. */
  readonly barcodeWriter?: BarcodeWriter;
  /** Draws the signature. */
  readonly random: Random;
  /** 11.8 is 300 dots per inch. */
  readonly pixelsPerMillimetre: number;
}

/** A document lying flat, filling its picture. */
export interface FlatSpecimen {
  readonly image: RgbImage;
  /** u8, one byte a pixel: 255 on the document, 0 outside its rounded corners. */
  readonly coverage: Uint8Array;
  readonly truth: SpecimenTruth;
}

/** ICAO 9303-3 §4.3: OCR-B size 1, ten characters per inch; capitals are 2.4 to 2.6 mm high. */
const mrzPitchMillimetres = 2.54;
const mrzCapHeightMillimetres = 2.5;

/** Renders one side of a document; the same order always gives the same pixels. */
export function renderSpecimen(order: SpecimenOrder): FlatSpecimen {
  const { layout, fonts, portrait } = order;
  const scale = order.pixelsPerMillimetre;
  const canvas = new Canvas(Math.round(layout.width * scale), Math.round(layout.height * scale), [255, 255, 255]);
  const page: Page = { canvas, fonts, scale };

  paintGround(canvas, layout.ground, scale);
  for (const words of layout.wording) drawWording(page, words);
  if (portrait !== null) {
    if (layout.portrait !== null) drawPortrait(page, portrait, layout.portrait);
    if (layout.ghostPortrait !== null) drawPortrait(page, order.ghostPortrait ?? portrait, layout.ghostPortrait);
  }
  if (layout.signature !== null) {
    const outline = signature(scaleBox(layout.signature.box, scale), order.random.fork('signature'), 0.32 * scale);
    canvas.fill(outline, layout.signature.colour, 0.9);
  }
  const visualZone = drawFields(page, order);
  const mrz = drawMrz(page, order);
  const barcode = drawBarcode(canvas, scale, order);

  const shape = { x: 0, y: 0, width: canvas.width, height: canvas.height };
  const portraitBox = layout.portrait === null || portrait === null ? null : scaleBox(layout.portrait.box, scale);
  return {
    image: { width: canvas.width, height: canvas.height, data: canvas.data },
    coverage: coverageOf(roundedRectangle(shape, layout.cornerRadius * scale), canvas),
    truth: {
      layout: layout.id,
      type: layout.documentType,
      side: layout.side,
      format: layout.mrz?.format ?? null,
      mrzLines: mrz?.lines ?? null,
      mrzQuad: mrz?.quad ?? null,
      barcode,
      fields: fieldsOf(order, visualZone, barcode !== null),
      visualZone,
      quad: cornersOfBox(shape),
      portraitQuad: portraitBox === null ? null : cornersOfBox(portraitBox),
      portraitBox: portraitBox === null ? null : boxAround(cornersOfBox(portraitBox)),
    },
  };
}

interface Page {
  readonly canvas: Canvas;
  readonly fonts: Fonts;
  readonly scale: number;
}

const scaleBox = (box: Box, scale: number): Box => ({
  x: box.x * scale,
  y: box.y * scale,
  width: box.width * scale,
  height: box.height * scale,
});

function coverageOf(contour: Float64Array, { width, height }: RgbImage): Uint8Array {
  const shares = rasterise([contour], width, height)?.data ?? new Float32Array(width * height);
  const coverage = new Uint8Array(shares.length);
  for (let i = 0; i < shares.length; i++) coverage[i] = Math.round(shares[i]! * 255);
  return coverage;
}

function drawPortrait({ canvas, scale }: Page, portrait: RgbImage, place: PicturePlace): void {
  canvas.drawPicture(portrait, scaleBox(place.box, scale), place);
}

function drawText(page: Page, text: string, at: Point, style: TextStyle, stretch: number): Outline {
  const { outline } = setText(page.fonts.get(style.font), text, {
    x: at.x * page.scale,
    y: at.y * page.scale,
    capHeightPixels: style.capHeight * page.scale,
    tracking: style.tracking ?? 0,
    stretch,
  });
  return outline;
}

/** Millimetres. */
function textWidth(page: Page, text: string, style: TextStyle): number {
  return setText(page.fonts.get(style.font), text, {
    x: 0,
    y: 0,
    capHeightPixels: style.capHeight,
    tracking: style.tracking ?? 0,
    stretch: style.stretch ?? 1,
  }).widthPixels;
}

function drawWording(page: Page, { text, at, style, angleDegrees = 0, align = 'left' }: Wording): void {
  const share = { left: 0, centre: 0.5, right: 1 }[align];
  const left = at.x - share * (share === 0 ? 0 : textWidth(page, text, style));
  const outline = drawText(page, text, { x: left, y: at.y }, style, style.stretch ?? 1);
  page.canvas.fill(
    angleDegrees === 0 ? outline : turn(outline, { x: at.x * page.scale, y: at.y * page.scale }, angleDegrees),
    style.colour,
    style.opacity ?? 1,
  );
}

function turn(outline: Outline, about: Point, angleDegrees: number): Outline {
  const cos = Math.cos((angleDegrees * Math.PI) / 180);
  const sin = Math.sin((angleDegrees * Math.PI) / 180);
  return mapOutline(outline, ({ x, y }) => ({
    x: about.x + cos * (x - about.x) - sin * (y - about.y),
    y: about.y + sin * (x - about.x) + cos * (y - about.y),
  }));
}

function drawFields(page: Page, { layout, holder, altered }: SpecimenOrder): PrintedValue[] {
  return layout.fields.flatMap((place): PrintedValue[] => {
    const value = holder[place.field];
    if (value === undefined) return [];
    const printed = printValue(place, value, layout.dateStyle);
    if (place.label !== '') {
      const label = drawText(page, place.label, place.at, layout.labelStyle, layout.labelStyle.stretch ?? 1);
      page.canvas.fill(label, layout.labelStyle.colour, layout.labelStyle.opacity ?? 1);
    }
    const style = place.valueStyle ?? layout.valueStyle;
    const at = { x: place.at.x + place.valueOffset.x, y: place.at.y + place.valueOffset.y };
    const natural = textWidth(page, printed, style);
    const squeeze = place.maxWidth === undefined ? 1 : Math.min(1, place.maxWidth / natural);
    const stretch = (style.stretch ?? 1) * squeeze;
    const outline =
      altered?.zone === 'visual-zone' && altered.field === place.field
        ? outlineWithAltered(page, printed, at, style, stretch, altered)
        : drawText(page, printed, at, style, stretch);
    page.canvas.fill(outline, style.colour, style.opacity ?? 1);
    const box = { x: at.x, y: at.y - style.capHeight, width: natural * squeeze, height: style.capHeight };
    const quad = cornersOfBox(scaleBox(box, page.scale));
    return [{ field: place.field, label: place.label, printed, value, quad }];
  });
}

/** The value with one of its digits in another face, size and height, in the place of the old one. */
function outlineWithAltered(
  page: Page,
  text: string,
  at: Point,
  style: TextStyle,
  stretch: number,
  altered: AlteredCharacter & { readonly zone: 'visual-zone' },
): Outline {
  const digits = [...text.matchAll(/\d/g)];
  const place = digits[Math.min(altered.digit, digits.length - 1)]?.index;
  if (place === undefined) return drawText(page, text, at, style, stretch);
  const after = (count: number): Point => ({
    x: at.x + textWidth(page, text.slice(0, count), { ...style, stretch }),
    y: at.y,
  });
  const other = { ...style, font: altered.font, capHeight: style.capHeight * altered.size };
  const own = after(place);
  return [
    ...drawText(page, text.slice(0, place), at, style, stretch),
    ...drawText(page, text[place]!, { x: own.x, y: own.y + altered.drop * style.capHeight }, other, stretch),
    ...drawText(page, text.slice(place + 1), after(place + 1), style, stretch),
  ];
}

/** First characters of the MRZ (ICAO 9303-4 to -7), or those of its line that names the state. */
const documentCodes: Readonly<Record<MrzFormat, string>> = {
  TD1: 'I',
  TD2: 'I',
  TD3: 'P',
  'MRV-A': 'V',
  'MRV-B': 'V',
  'FRENCH-ID': 'ID',
  LICENCE: 'D1',
  'SWISS-LICENCE': 'FA',
};

function drawMrz({ canvas, fonts, scale }: Page, order: SpecimenOrder): { lines: string[]; quad: Quad } | null {
  const place = order.layout.mrz;
  if (place === null) return null;
  const { personalNumber } = order.holder;
  const lines = writeMrz(place.format, {
    ...order.holder,
    documentCode: place.documentCode ?? documentCodes[place.format],
    ...(place.carriesPersonalNumber && personalNumber !== undefined ? { optionalData: personalNumber } : {}),
  });
  lines.forEach((line, index) => {
    const baseline = place.baselines[index];
    if (baseline === undefined) throw new Error('the layout has fewer MRZ lines than the format');
    const at = {
      x: place.left * scale,
      y: baseline * scale,
      capHeightPixels: mrzCapHeightMillimetres * scale,
      pitchPixels: mrzPitchMillimetres * scale,
    };
    const { altered } = order;
    if (altered?.zone !== 'mrz' || altered.line !== index) {
      canvas.fill(setAtPitch(fonts.mrz, line, at).outline, place.colour);
      return;
    }
    const { column, font, size, drop } = altered;
    const others = setAtPitch(fonts.mrz, `${line.slice(0, column)} ${line.slice(column + 1)}`, at);
    const anew = setAtPitch(fonts.get(font), line[column]!, {
      ...at,
      x: at.x + column * at.pitchPixels,
      y: at.y + drop * at.capHeightPixels,
      capHeightPixels: at.capHeightPixels * size,
    });
    canvas.fill([...others.outline, ...anew.outline], place.colour);
  });
  const top = place.baselines[0]! - mrzCapHeightMillimetres;
  const box: Box = {
    x: place.left,
    y: top,
    width: Math.max(...lines.map(({ length }) => length)) * mrzPitchMillimetres,
    height: place.baselines[lines.length - 1]! - top,
  };
  return { lines, quad: cornersOfBox(scaleBox(box, scale)) };
}

/** What the MRZ of any format repeats. */
const mrzFields = [
  'documentNumber',
  'issuingState',
  'surname',
  'givenNames',
  'nationality',
  'dateOfBirth',
  'sex',
  'dateOfExpiry',
] as const satisfies readonly DocumentFieldName[];

function fieldsOf(
  { layout, holder }: SpecimenOrder,
  visualZone: readonly PrintedValue[],
  hasBarcode: boolean,
): SpecimenTruth['fields'] {
  const fields: SpecimenTruth['fields'] = {};
  for (const { field, value } of visualZone) fields[field] = value;
  if (layout.mrz !== null) {
    // Only TD3 names its optional data the personal number (ICAO 9303-4); elsewhere they are the issuer's own affair.
    const named = layout.mrz.format === 'TD3' && layout.mrz.carriesPersonalNumber;
    const carried = named ? [...mrzFields, 'personalNumber' as const] : mrzFields;
    for (const field of carried) {
      const value = holder[field];
      if (value !== undefined) fields[field] = value;
    }
  }
  for (const field of hasBarcode ? aamvaFieldNames : []) {
    const value = holder[field];
    if (value !== undefined) fields[field] = value;
  }
  return fields;
}
