import type { Quad } from '#domain/geometry.js';
import type { RgbImage } from '#engine/decode/rgb-image.js';
import { symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';
import { sampleQuad } from '#engine/image/sample-quad.js';
import type { Session } from '#engine/models/session.js';

/** Height of the net's input in pixels. */
export const mrzLineHeightPixels = 32;
/** The net shrinks its input by 4 along the text. */
export const pixelsPerStep = 4;

const minimumWidthPixels = 64;
/** 44 characters of 20 pixels, and margins as long again. */
const maximumWidthPixels = 1760;

/** Lines of one width, as the net takes them: float32, 0–1, row-major lines × 32 × width of grey. */
export interface MrzLines {
  readonly count: number;
  readonly width: number;
  readonly data: Float32Array;
}

/** Reads lines of the machine readable zone; each character by itself, so that nothing depends on what usually follows. */
export interface MrzLineRecogniser {
  recognise(lines: MrzLines): Promise<SymbolProbabilities[]>;
}

/** A symbol that the net rules out altogether keeps this much, so that one illegible character does not void its line. */
const floor = 1e-6;

/** Luminance, ITU-R BT.601. */
const grey = { red: 0.299, green: 0.587, blue: 0.114 } as const;

/** Cuts lines out of a picture, each brought to about `wantedWidth` pixels. Null when a quad is degenerate. */
export function cutMrzLines(image: RgbImage, quads: readonly Quad[], wantedWidth: number): MrzLines | null {
  if (!Number.isFinite(wantedWidth)) return null;
  const bounded = Math.min(maximumWidthPixels, Math.max(minimumWidthPixels, wantedWidth));
  const width = Math.round(bounded / pixelsPerStep) * pixelsPerStep;
  const plane = width * mrzLineHeightPixels;
  const data = new Float32Array(quads.length * plane);
  for (const [line, quad] of quads.entries()) {
    const planes = sampleQuad(image, quad, width, mrzLineHeightPixels);
    if (planes === null) return null;
    for (let i = 0; i < plane; i++) {
      data[line * plane + i] =
        (grey.red * planes[i]! + grey.green * planes[plane + i]! + grey.blue * planes[2 * plane + i]!) / 255;
    }
  }
  return { count: quads.length, width, data };
}

/** A recogniser on our own net (`training/mrz-recogniser`): a few convolutions, one output step to 4 pixels. */
export function createMrzLineRecogniser(session: Session): MrzLineRecogniser {
  return {
    async recognise({ count, width, data }) {
      const outputs = await session.run({ line: { dims: [count, 1, mrzLineHeightPixels, width], data } });
      const { dims, data: probabilities } = Object.values(outputs)[0]!;
      const [lines, steps, classes] = dims;
      if (lines !== count || steps === undefined || classes !== symbolStride) {
        throw new Error(`the recogniser of MRZ lines gives ${dims.join('×')} for ${count} lines`);
      }
      return Array.from({ length: count }, (_, line) => {
        const from = line * steps * symbolStride;
        return {
          steps,
          data: Float64Array.from(probabilities.subarray(from, from + steps * symbolStride), (p) => p + floor),
        };
      });
    },
  };
}
