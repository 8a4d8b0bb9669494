import { parseAamva, type AamvaCard } from '#engine/document/barcode/aamva/parse-aamva.js';

/**
 * What a barcode holds: `mrz` lines of a machine readable zone as text; `seal` a signed digital seal (ICAO 9303-13 and
 * the French 2D-Doc, which is text); `vcard`; `link`; other `text`; `binary` what is no text.
 */
export type BarcodeContent =
  | { readonly kind: 'aamva'; readonly card: AamvaCard }
  | { readonly kind: 'mrz' | 'vcard' | 'link' | 'text'; readonly text: string }
  | { readonly kind: 'seal' | 'binary'; readonly text: string | null };

/** ICAO 9303-13 §3.1: the magic byte and the version of a visible digital seal, 3 or 4 (coded 2 and 3). */
const sealMagic = 0xdc;
const sealVersions = [2, 3];
/** A document says no more in text; longer is not kept. */
const longestText = 512;

/** Tells contents apart. Only AAMVA's is parsed; a seal's signature is not checked. */
export function contentOf(bytes: Uint8Array): BarcodeContent {
  const card = parseAamva(bytes);
  if (card !== null) return { kind: 'aamva', card };
  const text = textOf(bytes);
  if (bytes[0] === sealMagic && sealVersions.includes(bytes[1] ?? 0)) return { kind: 'seal', text: null };
  if (text === null) return { kind: 'binary', text: null };
  if (/^DC0[1-4][0-9A-Z]{8}/.test(text)) return { kind: 'seal', text };
  if (/^([A-Z0-9<]{44}\s*){2}$|^([A-Z0-9<]{36}\s*){2}$|^([A-Z0-9<]{30}\s*){3}$/.test(text))
    return { kind: 'mrz', text };
  if (/^BEGIN:VCARD/i.test(text)) return { kind: 'vcard', text };
  return { kind: /^https?:\/\//i.test(text) ? 'link' : 'text', text };
}

function textOf(bytes: Uint8Array): string | null {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = Buffer.from(bytes).toString('latin1');
  }
  // C0 and C1 control characters but tab, line feed and carriage return: not text.
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  return text.length > longestText || /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]/.test(text) ? null : text;
}
