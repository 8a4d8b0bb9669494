/** What a text says in base64. `too-large`: over the limit; `head` is enough to tell a picture's format. */
export type Base64Decoding =
  | { readonly status: 'complete'; readonly bytes: Uint8Array }
  | { readonly status: 'too-large'; readonly head: Uint8Array }
  | { readonly status: 'malformed' };

const malformed: Base64Decoding = { status: 'malformed' };

/** What is decoded of a text over the limit; whole groups of four characters. */
const headCharacters = 684;

const lineBreaks = /[\r\n\t ]+/g;
/** Searched for one at a time: a pattern for the whole text would need a stack as long as the text. */
const outsideStandard = /[^A-Za-z0-9+/]/;
const outsideUrlSafe = /[^A-Za-z0-9_-]/;
/** RFC 4648 §3.5: the last character has two or four bits that belong to no byte. */
const lastWithFourSpareBits = /[AQgw]$/;
const lastWithTwoSpareBits = /[AEIMQUYcgkosw048]$/;

/**
 * Decodes RFC 4648 base64, of the standard (§4) or the URL-safe alphabet (§5), with or without its padding, in one line
 * or wrapped. Strict beyond that: other characters, a mixture of both alphabets, half a group, padding of the wrong
 * length and spare bits that are set are malformed, so that no two texts of one form mean the same bytes. Keeps nothing
 * beyond `limitBytes`.
 */
export function decodeBase64(text: string, limitBytes: number): Base64Decoding {
  const whole = text.replace(lineBreaks, '');
  const padding = whole.endsWith('==') ? 2 : whole.endsWith('=') ? 1 : 0;
  const characters = padding === 0 ? whole : whole.slice(0, -padding);
  if (outsideStandard.test(characters) && outsideUrlSafe.test(characters)) return malformed;
  const rest = characters.length % 4;
  if (rest === 1 || (padding !== 0 && rest + padding !== 4)) return malformed;
  if (rest === 2 && !lastWithFourSpareBits.test(characters)) return malformed;
  if (rest === 3 && !lastWithTwoSpareBits.test(characters)) return malformed;
  if (Math.floor((characters.length * 3) / 4) > limitBytes) {
    return { status: 'too-large', head: Buffer.from(characters.slice(0, headCharacters), 'base64') };
  }
  // Node reads both alphabets, and leaves out what it does not know: nothing such is left.
  return { status: 'complete', bytes: Buffer.from(characters, 'base64') };
}
