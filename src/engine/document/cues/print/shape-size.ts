/**
 * The cell in which a character's shape is kept and compared, in pixels: as wide as a character of the zone, higher than one. The
 * capitals of OCR-B size 1 are 2.40 mm high at a pitch of 2.54 mm (ISO 1073-2).
 */
export const shapeSize = { width: 13, height: 18, baseline: 15, pitch: 13, capital: 12.3 } as const;
