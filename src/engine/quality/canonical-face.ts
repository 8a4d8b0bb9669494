import type { FiveLandmarks } from '#domain/face.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import type { MeshedFace } from '#engine/face/face-detector.js';

/** Side of the canonical face in pixels. */
export const canonicalSidePixels = 256;
/** Distance of the eye centres in the canonical face. */
export const canonicalInterEyePixels = 80;
/** Height of the eyes: leaves room for forehead and chin at this scale. */
const eyeLinePixels = 92;

/**
 * The five points of the 112 px ArcFace template (published with InsightFace), as offsets from the middle of the eyes
 * in units of the distance between the eyes.
 */
const template = [
  [38.2946, 51.6963],
  [73.5318, 51.5014],
  [56.0252, 71.7366],
  [41.5493, 92.3655],
  [70.7299, 92.2041],
].map(([x, y]) => ({
  x: canonicalSidePixels / 2 + ((x! - 55.9132) / 35.2377) * canonicalInterEyePixels,
  y: eyeLinePixels + ((y! - 51.5989) / 35.2377) * canonicalInterEyePixels,
}));

/**
 * A face turned upright and brought to one size, so that every measure sees the same geometry. It is the counterpart
 * of the aligned face of ISO/IEC 29794-5 at our own size.
 */
export interface CanonicalFace {
  readonly sidePixels: number;
  /** RGB u8, row-major, side × side × 3. */
  readonly rgb: Uint8Array;
  /** Luma of the gamma-encoded picture (ITU-R BT.709 weights), 0–1, side × side. */
  readonly luma: Float32Array;
  /** 1 where the picture reaches; 0 where the face hangs over its edge. */
  readonly inside: Uint8Array;
  /** x, y of the mesh in canonical pixels, 468 × 2. */
  readonly mesh: Float32Array;
  /** Pixels of the picture per canonical pixel; below 1 the face was enlarged. */
  readonly imagePixelsPerPixel: number;
}

interface Similarity {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/** Least-squares similarity that takes the template's points to the landmarks: (x, y) → (a x − b y + tx, b x + a y + ty). */
function similarityToImage(landmarks: FiveLandmarks): Similarity {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const fromX = mean(template.map((point) => point.x));
  const fromY = mean(template.map((point) => point.y));
  const toX = mean(landmarks.map((point) => point.x));
  const toY = mean(landmarks.map((point) => point.y));
  let cosine = 0;
  let sine = 0;
  let norm = 0;
  landmarks.forEach((point, i) => {
    const u = template[i]!.x - fromX;
    const v = template[i]!.y - fromY;
    cosine += u * (point.x - toX) + v * (point.y - toY);
    sine += u * (point.y - toY) - v * (point.x - toX);
    norm += u * u + v * v;
  });
  const a = cosine / norm;
  const b = sine / norm;
  return { a, b, tx: toX - a * fromX + b * fromY, ty: toY - b * fromX - a * fromY };
}

/** Turns, scales and crops the face. Large faces are averaged down (no aliasing), small ones interpolated. */
export function canonicalFace(image: RgbImage, face: Pick<MeshedFace, 'landmarks' | 'mesh'>): CanonicalFace {
  const side = canonicalSidePixels;
  const { a, b, tx, ty } = similarityToImage(face.landmarks);
  const scale = Math.hypot(a, b);
  const rgb = new Uint8Array(side * side * 3);
  const luma = new Float32Array(side * side);
  const inside = new Uint8Array(side * side);
  const taps = Math.max(1, Math.round(scale));
  const { width, height, data } = image;
  const pixel = [0, 0, 0];
  for (let y = 0; y < side; y += 1) {
    for (let x = 0; x < side; x += 1) {
      const centreX = a * x - b * y + tx;
      const centreY = b * x + a * y + ty;
      if (centreX < -0.5 || centreY < -0.5 || centreX > width - 0.5 || centreY > height - 0.5) continue;
      pixel[0] = pixel[1] = pixel[2] = 0;
      if (taps === 1) addBilinear(image, centreX, centreY, pixel);
      else {
        for (let j = 0; j < taps; j += 1) {
          const v = (j + 0.5) / taps - 0.5;
          for (let i = 0; i < taps; i += 1) {
            const u = (i + 0.5) / taps - 0.5;
            const sampleX = Math.min(width - 1, Math.max(0, Math.round(centreX + a * u - b * v)));
            const sampleY = Math.min(height - 1, Math.max(0, Math.round(centreY + b * u + a * v)));
            const at = (sampleY * width + sampleX) * 3;
            pixel[0] += data[at]!;
            pixel[1] += data[at + 1]!;
            pixel[2] += data[at + 2]!;
          }
        }
      }
      const weight = taps === 1 ? 1 : 1 / (taps * taps);
      const at = y * side + x;
      const red = pixel[0] * weight;
      const green = pixel[1] * weight;
      const blue = pixel[2] * weight;
      rgb[at * 3] = red + 0.5;
      rgb[at * 3 + 1] = green + 0.5;
      rgb[at * 3 + 2] = blue + 0.5;
      luma[at] = (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255;
      inside[at] = 1;
    }
  }
  return {
    sidePixels: side,
    rgb,
    luma,
    inside,
    mesh: meshToCanonical(face.mesh, { a, b, tx, ty }),
    imagePixelsPerPixel: scale,
  };
}

function addBilinear({ width, height, data }: RgbImage, x: number, y: number, into: number[]): void {
  const clampedX = Math.min(width - 1, Math.max(0, x));
  const clampedY = Math.min(height - 1, Math.max(0, y));
  const left = Math.min(width - 2 < 0 ? 0 : width - 2, Math.floor(clampedX));
  const top = Math.min(height - 2 < 0 ? 0 : height - 2, Math.floor(clampedY));
  const stepX = width > 1 ? 3 : 0;
  const stepY = height > 1 ? width * 3 : 0;
  const u = clampedX - left;
  const v = clampedY - top;
  const at = (top * width + left) * 3;
  for (let channel = 0; channel < 3; channel += 1) {
    const i = at + channel;
    const upper = data[i]! * (1 - u) + data[i + stepX]! * u;
    const lower = data[i + stepY]! * (1 - u) + data[i + stepY + stepX]! * u;
    into[channel] = into[channel]! + upper * (1 - v) + lower * v;
  }
}

function meshToCanonical(mesh: Float32Array, { a, b, tx, ty }: Similarity): Float32Array {
  const norm = a * a + b * b;
  const points = mesh.length / 3;
  const out = new Float32Array(points * 2);
  for (let i = 0; i < points; i += 1) {
    const x = mesh[i * 3]! - tx;
    const y = mesh[i * 3 + 1]! - ty;
    out[i * 2] = (a * x + b * y) / norm;
    out[i * 2 + 1] = (a * y - b * x) / norm;
  }
  return out;
}
