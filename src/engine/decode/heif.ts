import { fail, ok, type Outcome } from '#domain/outcome.js';

/** RGBA u8, row-major, H×W×4; libheif has applied the orientation. */
export interface HeifPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** Decodes the first picture of a HEIF file, after its declared size passed `accepts`. */
export async function decodeHeif(
  bytes: Uint8Array,
  accepts: (width: number, height: number) => boolean,
): Promise<Outcome<HeifPixels>> {
  try {
    // Its WebAssembly takes a fifth of a second to load, which a server that is starting does not have.
    const { default: decodeHeic } = await import('heic-decode');
    const images = await decodeHeic.all({ buffer: bytes });
    const first = images[0];
    if (first === undefined) return fail({ code: 'image-undecodable' });
    try {
      if (!accepts(first.width, first.height)) return fail({ code: 'image-dimensions-exceeded' });
      return ok(await first.decode());
    } finally {
      images.dispose();
    }
  } catch {
    return fail({ code: 'image-undecodable' });
  }
}
