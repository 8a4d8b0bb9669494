/**
 * Latin letters that are more than a letter with a mark on it, as ICAO 9303-3 §6 A recommends. Where it leaves a choice
 * (Ä: AE or A, Ñ: N or NXX, Ö: OE or O, Ü: UE, UXX or U), the first is taken, as most states do.
 */
const letters: Readonly<Record<string, string>> = {
  Ä: 'AE',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ħ: 'H',
  ı: 'I',
  Ĳ: 'IJ',
  Ł: 'L',
  Ŋ: 'N',
  Ö: 'OE',
  Ø: 'OE',
  Œ: 'OE',
  ß: 'SS',
  ẞ: 'SS',
  Þ: 'TH',
  Ŧ: 'T',
  Ü: 'UE',
};

const combiningMarks = /\p{Mn}/gu;

/**
 * Latin text in the letters A–Z of the MRZ, upper case (ICAO 9303-3 §6 A). Digits, spaces and punctuation stay; what
 * has no Latin transliteration stays too, for the caller to refuse.
 */
export function transliterate(text: string): string {
  return Array.from(text.normalize('NFC'), (character) => {
    const upper = character === 'ß' || character === 'ı' ? character : character.toUpperCase();
    return letters[upper] ?? upper.normalize('NFD').replace(combiningMarks, '');
  }).join('');
}
