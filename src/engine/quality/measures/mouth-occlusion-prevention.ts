import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { fillPolygon, regionPolygon } from '#engine/quality/region-mask.js';
import { skinCells } from '#engine/quality/skin-cells.js';
import type { SkinModel } from '#engine/quality/skin-model.js';

const cells = { cellSide: 4, share: 0.5 } as const;
/** What lips may differ from the skin of the face, in logarithms. They may be redder without limit, never greener. */
const tolerance = { darker: 0.9, brighter: 0.5, lessRed: 0.12 } as const;

/**
 * MouthOcclusionPrevention of ISO/IEC 29794-5: the share, 0–1, of the lips that looks neither like lips nor like this
 * face's skin. The standard takes a segmentation net; none may be shipped. What lies between open lips is left out. Finds
 * masks, scarves, objects; does not find a hand. Null where the face shows too little skin to compare with, or the mouth
 * lies outside the picture.
 */
export function coveredMouth(face: CanonicalFace, model: SkinModel | null): number | null {
  if (model === null) return null;
  const mask = new Uint8Array(face.sidePixels * face.sidePixels);
  fillPolygon(mask, face.sidePixels, regionPolygon(face, 'outerLips'), 1);
  fillPolygon(mask, face.sidePixels, regionPolygon(face, 'innerLips'), 0);
  for (let i = 0; i < mask.length; i++) mask[i]! &= face.inside[i]!;
  const lips = skinCells(face, mask, cells);
  if (lips.length === 0) return null;
  const odd = lips.filter((cell) => {
    const { luma, redGreenToUpper } = model.differenceAt(cell);
    return luma < -tolerance.darker || luma > tolerance.brighter || redGreenToUpper < -tolerance.lessRed;
  });
  return odd.length / lips.length;
}
