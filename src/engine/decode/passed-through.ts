import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sniffConvertibleFormat } from '#engine/decode/convertible-format.js';
import { imageLimits } from '#engine/decode/image-limits.js';
import { sniffImageFormat } from '#engine/decode/sniff.js';
import type { NormalisedImage } from '#engine/engine-tasks.js';

/** The answer for a file that needs no work: a standard picture, or none at all. Null: it must be decoded. */
export function passedThrough(bytes: Uint8Array): Outcome<NormalisedImage> | null {
  if (bytes.length === 0) return fail({ code: 'image-empty' });
  const format = sniffImageFormat(bytes);
  if (format === null && sniffConvertibleFormat(bytes) === null) return fail({ code: 'image-type-unsupported' });
  if (bytes.length > imageLimits.sizeBytes) return fail({ code: 'image-too-large' });
  return format === null ? null : ok({ bytes, format, originalFormat: format });
}
