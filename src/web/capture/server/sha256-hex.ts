import { sha256 } from '#web/capture/captcha/sha256.js';

/** Of the whole picture, in lower case. Pages that are not secure have no `crypto.subtle`. */
export async function sha256Hex(picture: Blob): Promise<string> {
  const bytes = await picture.arrayBuffer();
  const subtle: SubtleCrypto | undefined = globalThis.crypto.subtle; // missing on pages that are not secure
  const digest =
    subtle === undefined ? sha256(new Uint8Array(bytes)) : new Uint8Array(await subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
