import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { fillPolygon, regionPolygon } from '#engine/quality/region-mask.js';
import { skinCells } from '#engine/quality/skin-cells.js';
import type { SkinModel } from '#engine/quality/skin-model.js';

/** The skin around an eye: the lids and the socket, without the opening, which differs from skin in every face. */
const zone = { socketScale: 1.1, openingScale: 1.35 } as const;
const cells = { cellSide: 4, share: 0.5 } as const;
/**
 * What the skin of lids may differ from that of the face, in logarithms. Shade, make-up and lashes darken it but leave its
 * colour, a dark lens takes both: on dark skin it is told by the sum, darkness + 3 × chroma.
 */
const tolerance = { sum: 1.4, chromaWeight: 3, brighter: 0.6, chroma: 0.3 } as const;

/**
 * EyesVisible of ISO/IEC 29794-5: the share, 0–1, of the skin around the eyes that does not look like this face's skin: of
 * the eye that is covered more. The standard takes a segmentation net for the eyes themselves; none may be shipped. Finds
 * dark glasses, patches, hair. Does not find what leaves the lids visible (thin frames), nor a hand. Null where the face
 * shows too little skin to compare with, or the eyes lie outside the picture.
 */
export function coveredEyes(face: CanonicalFace, model: SkinModel | null): number | null {
  if (model === null) return null;
  const left = coveredShare(face, model, 'left');
  const right = coveredShare(face, model, 'right');
  return left === null || right === null ? (left ?? right) : Math.max(left, right);
}

function coveredShare(face: CanonicalFace, model: SkinModel, eye: 'left' | 'right'): number | null {
  const mask = new Uint8Array(face.sidePixels * face.sidePixels);
  fillPolygon(mask, face.sidePixels, regionPolygon(face, `${eye}EyeSocket`, zone.socketScale), 1);
  fillPolygon(mask, face.sidePixels, regionPolygon(face, `${eye}Eye`, zone.openingScale), 0);
  for (let i = 0; i < mask.length; i++) mask[i]! &= face.inside[i]!;
  const lids = skinCells(face, mask, cells);
  if (lids.length === 0) return null;
  const odd = lids.filter((cell) => {
    const { luma, chroma } = model.differenceAt(cell);
    const sum = tolerance.chromaWeight * chroma - luma;
    return sum > tolerance.sum || luma > tolerance.brighter || chroma > tolerance.chroma;
  });
  return odd.length / lids.length;
}
