import type { CanonicalFace } from '#engine/quality/canonical-face.js';
import { meshRegions, type MeshRegion } from '#engine/quality/mesh-regions.js';

/** Sets the pixels whose centre lies inside the polygon (even-odd rule); `points` is x, y interleaved. */
export function fillPolygon(mask: Uint8Array, sidePixels: number, points: Float32Array, value: 0 | 1): void {
  const corners = points.length / 2;
  const crossings: number[] = [];
  for (let y = 0; y < sidePixels; y++) {
    crossings.length = 0;
    const middle = y + 0.5;
    for (let i = 0, j = corners - 1; i < corners; j = i, i++) {
      const y0 = points[i * 2 + 1]!;
      const y1 = points[j * 2 + 1]!;
      if (y0 > middle === y1 > middle) continue;
      const x0 = points[i * 2]!;
      crossings.push(x0 + ((middle - y0) / (y1 - y0)) * (points[j * 2]! - x0));
    }
    crossings.sort((left, right) => left - right);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil(crossings[i]! - 0.5));
      const to = Math.min(sidePixels - 1, Math.floor(crossings[i + 1]! - 0.5));
      for (let x = from; x <= to; x++) mask[y * sidePixels + x] = value;
    }
  }
}

/** The ring of a region in canonical pixels, widened about its centre by `scale`. */
export function regionPolygon(face: CanonicalFace, region: MeshRegion, scale = 1): Float32Array {
  const ring = meshRegions[region];
  const points = new Float32Array(ring.length * 2);
  let centreX = 0;
  let centreY = 0;
  ring.forEach((point, i) => {
    points[i * 2] = face.mesh[point * 2]!;
    points[i * 2 + 1] = face.mesh[point * 2 + 1]!;
    centreX += points[i * 2]! / ring.length;
    centreY += points[i * 2 + 1]! / ring.length;
  });
  for (let i = 0; i < ring.length; i++) {
    points[i * 2] = centreX + (points[i * 2]! - centreX) * scale;
    points[i * 2 + 1] = centreY + (points[i * 2 + 1]! - centreY) * scale;
  }
  return points;
}

/** 1 inside the region and inside the picture. */
export function regionMask(face: CanonicalFace, region: MeshRegion, scale = 1): Uint8Array {
  const mask = new Uint8Array(face.sidePixels * face.sidePixels);
  fillPolygon(mask, face.sidePixels, regionPolygon(face, region, scale), 1);
  for (let i = 0; i < mask.length; i++) mask[i]! &= face.inside[i]!;
  return mask;
}

/** What is skin if nothing covers it: the face without eye sockets, eyebrows, lips and nostrils. */
export function skinMask(face: CanonicalFace): Uint8Array {
  const mask = regionMask(face, 'faceOval', 0.96);
  const holes: [MeshRegion, number][] = [
    ['leftEyeSocket', 1.15],
    ['rightEyeSocket', 1.15],
    ['leftEyebrow', 1.35],
    ['rightEyebrow', 1.35],
    ['outerLips', 1.15],
    ['nostrils', 1.1],
  ];
  for (const [region, scale] of holes) fillPolygon(mask, face.sidePixels, regionPolygon(face, region, scale), 0);
  return mask;
}
