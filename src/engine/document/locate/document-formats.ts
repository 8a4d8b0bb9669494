import type { MrzFormat } from '#domain/document.js';
import type { Box } from '#domain/geometry.js';

/** One side of a document, in millimetres from its top left corner. */
export interface DocumentFormat {
  readonly width: number;
  readonly height: number;
  /** Around the characters of the MRZ: cells of 2.54 mm, from the top of the first line's capitals to the last baseline. */
  readonly mrz: Box;
}

const pitch = 2.54;
const capHeight = 2.5;
const lineDistance = 6.35;

/** Lines are centred to the width as far as the standard's 2 mm margins allow; issuers differ by a millimetre or two. */
const format = (
  width: number,
  height: number,
  lines: number,
  columns: number,
  lastBaseline: number,
): DocumentFormat => {
  const boxHeight = capHeight + (lines - 1) * lineDistance;
  return {
    width,
    height,
    mrz: {
      x: (width - columns * pitch) / 2,
      y: height - lastBaseline - boxHeight,
      width: columns * pitch,
      height: boxHeight,
    },
  };
};

/** Sizes of ICAO 9303-4 (TD3), -5 (TD1), -6 (TD2), -7 (MRV-A, MRV-B), §2; places of the MRZ by their nominal figures. */
export const documentFormats: Readonly<Record<MrzFormat, DocumentFormat>> = {
  TD1: format(85.6, 53.98, 3, 30, 4.4),
  TD2: format(105, 74, 2, 36, 8.2),
  TD3: format(125, 88, 2, 44, 8.2),
  'MRV-A': format(120, 80, 2, 44, 8.2),
  'MRV-B': format(105, 74, 2, 36, 8.2),
  // ID-2 and ID-1 cards of no ICAO format; their lines lie as those of TD2 and TD1 do.
  'FRENCH-ID': format(105, 74, 2, 36, 8.2),
  LICENCE: format(85.6, 53.98, 1, 30, 4.4),
  'SWISS-LICENCE': format(85.6, 53.98, 3, 30, 4.4),
};
