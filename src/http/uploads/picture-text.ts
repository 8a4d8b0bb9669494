import { decodeBase64, type Base64Decoding } from '#http/uploads/base64.js';
import { pictureLimitBytes } from '#services/uploaded-picture.js';

/** Longest accepted head of a data URL; what stands in it is not believed anyway. */
const dataUrlHeadCharacters = 200;
const scheme = /^data:/i;
const base64Mark = /;base64$/i;

/** Whether a text is a data URL (RFC 2397), well-formed or not. */
export const isDataUrl = (text: string): boolean => scheme.test(text);

/**
 * A picture that stands in a text: base64 in any of its forms, or a data URL with it. The media type of a data URL is
 * not believed: the bytes tell the format.
 */
export function decodePictureText(text: string, limitBytes = pictureLimitBytes): Base64Decoding {
  if (!isDataUrl(text)) return decodeBase64(text, limitBytes);
  const comma = text.slice(0, dataUrlHeadCharacters).indexOf(',');
  if (comma < 0 || !base64Mark.test(text.slice(0, comma))) return { status: 'malformed' };
  return decodeBase64(text.slice(comma + 1), limitBytes);
}

/** Room for a picture of `pictureLimitBytes` as base64, wrapped into lines, with the head of a data URL. */
export const pictureTextLimitBytes = Math.ceil((pictureLimitBytes * 4) / 3 / 64) * 66 + dataUrlHeadCharacters;
