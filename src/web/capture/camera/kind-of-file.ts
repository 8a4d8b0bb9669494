/** By the first bytes, as the server tells it; null: neither a picture nor a film that it takes. */
export async function kindOfFile(file: Blob): Promise<'photo' | 'video' | null> {
  return kindOfBytes(new Uint8Array(await file.slice(0, 16).arrayBuffer()));
}

const heifBrands = ['heic', 'heix', 'hevc', 'heim', 'heis', 'mif1', 'msf1', 'avif', 'avis'];

export function kindOfBytes(bytes: Uint8Array): 'photo' | 'video' | null {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return 'photo';
  if (text(1, 4) === 'PNG' || (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP')) return 'photo';
  if (text(4, 8) === 'ftyp') return heifBrands.includes(text(8, 12)) ? 'photo' : 'video';
  const matroska = bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3;
  return matroska || (text(0, 4) === 'RIFF' && text(8, 11) === 'AVI') ? 'video' : null;
}
