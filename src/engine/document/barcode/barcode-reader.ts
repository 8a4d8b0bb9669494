import { throwIfAbandoned } from '#engine/abandonment.js';
import type { Point, Quad } from '#domain/geometry.js';
import type { ImageSource } from '#engine/decode/image-source.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { Barcode, BarcodeDecoder } from '#engine/document/barcode/barcode-decoder.js';
import { straightenStripes } from '#engine/document/barcode/straighten-stripes.js';
import { stripedRegions } from '#engine/document/barcode/striped-regions.js';
import { warpLuminance } from '#engine/document/barcode/warp-luminance.js';
import { enlargedCopy } from '#engine/document/enlarged-copy.js';
import { quadContains, quadHeight, quadOfBox, quadWidth, scaleQuad } from '#engine/document/locate/quads.js';
import { applyHomographyToQuad, homographyBetween } from '#engine/image/homography.js';
import { luminanceOf, type Luminance } from '#engine/image/luminance.js';

export interface BarcodeSearch {
  readonly picture: ImageSource;
  /** A copy of the picture that is decoded already. */
  readonly working: RgbImage;
  /** Whether it is worth decoding the picture again, larger, where the working copy shows no barcode. */
  readonly thorough: boolean;
}

/** Finds barcodes in a picture. */
export interface BarcodeReader {
  /** Each barcode once, with its quad in pixels of the picture.  */
  read(search: BarcodeSearch): Promise<readonly Barcode[]>;
}

/** A width at which every module of a licence's barcode (at most 400 across) is three pixels wide. */
const wantedRegionWidth = 1200;
const largestRegionWidth = 2000;
/** Longer side of the largest copy that is searched whole. */
const thoroughSidePixels = 3200;
/** Around a region, in its height: the quiet zone, and what the region's outline missed. */
const margin = 0.12;

/**
 * The work is bounded by the number of decodings and the size of what is decoded, not by the clock, so that a picture
 * gives the same result on a busy machine: at most two whole pictures and three regions in up to four ways.
 */
export function createBarcodeReader(decoder: BarcodeDecoder): BarcodeReader {
  return {
    async read({ picture, working, thorough }) {
      const found: Barcode[] = [];
      const keep = (barcodes: readonly Barcode[], toPicture: (quad: Quad) => Quad): void => {
        for (const barcode of barcodes) {
          const placed = { ...barcode, quad: toPicture(barcode.quad) };
          if (!found.some((other) => isSame(other, placed))) found.push(placed);
        }
      };
      const scale = picture.width / working.width;
      const luminance = luminanceOf(working);
      keep(await decoder.decode(luminance, { formats: null, everyWay: false }), (quad) => scaleQuad(quad, scale));

      for (const { box } of stripedRegions(luminance)) {
        const region = quadOfBox(grown(box, margin * box.height));
        if (found.some(({ quad }) => quadContains(scaleQuad(region, scale), centreOf(quad)))) continue;
        const copy = await enlargedCopy(picture, working, wantedRegionWidth / box.width);
        const enlargement = copy.width / working.width;
        const read = await readRegion(luminanceOf(copy), scaleQuad(region, enlargement));
        keep(read, (quad) => scaleQuad(quad, scale / enlargement));
      }

      if (thorough && found.length === 0) {
        const copy = await picture.resized(thoroughSidePixels);
        if (copy.width > working.width) {
          const toPicture = picture.width / copy.width;
          const read = await decoder.decode(luminanceOf(copy), { formats: null, everyWay: true });
          keep(read, (quad) => scaleQuad(quad, toPicture));
        }
      }
      return found;
    },
  };

  /** Decodes what is in the quad, straightened. */
  async function readRegion(image: Luminance, region: Quad): Promise<readonly Barcode[]> {
    const straight = straightenStripes(image, region);
    if (straight === null) return [];
    const again = straightenStripes(image, straight.perspective);
    for (const quad of [again?.perspective ?? straight.perspective, straight.perspective, straight.affine, region]) {
      throwIfAbandoned();
      const flat = rectified(image, quad);
      if (flat === null) continue;
      const barcodes = await decoder.decode(flat.image, { formats: ['pdf417'], everyWay: true });
      if (barcodes.length > 0) {
        return barcodes.map((barcode) => ({ ...barcode, quad: flat.toImage(barcode.quad) }));
      }
    }
    return [];
  }
}

function rectified(image: Luminance, quad: Quad): { image: Luminance; toImage: (quad: Quad) => Quad } | null {
  const size = Math.min(1, largestRegionWidth / quadWidth(quad));
  const width = Math.round(quadWidth(quad) * size);
  const height = Math.round(quadHeight(quad) * size);
  if (!(width >= 1 && height >= 1 && height <= largestRegionWidth)) return null;
  const flat: Quad = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: width, y: height },
    { x: 0, y: height },
  ];
  const map = homographyBetween(flat, quad);
  if (map === null) return null;
  return { image: warpLuminance(image, map, width, height), toImage: (own) => applyHomographyToQuad(map, own) };
}

const grown = <T extends { x: number; y: number; width: number; height: number }>(box: T, by: number): T => ({
  ...box,
  x: box.x - by,
  y: box.y - by,
  width: box.width + 2 * by,
  height: box.height + 2 * by,
});

const centreOf = (quad: Quad): Point => ({
  x: quad.reduce((sum, { x }) => sum + x / 4, 0),
  y: quad.reduce((sum, { y }) => sum + y / 4, 0),
});

const isSame = (a: Barcode, b: Barcode): boolean =>
  a.format === b.format &&
  a.bytes.length === b.bytes.length &&
  a.bytes.every((byte, i) => byte === b.bytes[i]) &&
  Math.hypot(centreOf(a.quad).x - centreOf(b.quad).x, centreOf(a.quad).y - centreOf(b.quad).y) <
    Math.max(quadWidth(a.quad), quadHeight(a.quad)) / 2;
