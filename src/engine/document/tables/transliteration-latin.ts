/**
 * How Latin letters with marks are written in an MRZ: ICAO 9303-3 §6 A, all the alternatives that it permits, divided by
 * `|`. Letters that are not listed lose their marks (É is E), which is what the standard's table says of them too.
 */
export const latinTransliterations: Readonly<Record<string, string>> = {
  Ä: 'AE|A',
  Å: 'AA',
  Æ: 'AE',
  Ð: 'D',
  Đ: 'D',
  Ə: 'E',
  Ħ: 'H',
  Ĳ: 'IJ',
  Ł: 'L',
  Ŀ: 'L',
  Ŋ: 'N',
  Ñ: 'N|NXX',
  Ö: 'OE|O',
  Ø: 'OE',
  Œ: 'OE',
  ß: 'SS',
  ẞ: 'SS',
  Þ: 'TH',
  Ŧ: 'T',
  Ü: 'UE|UXX|U',
};

/**
 * What states write besides: Sweden and Finland write Å as A in older documents, Denmark Ø as O, Serbia and Croatia Đ as
 * DJ (their own Latin alphabet without marks), Azerbaijan Ə as A, the Netherlands Ĳ as Y.
 */
export const nationalLatinTransliterations: Readonly<Record<string, string>> = {
  Å: 'A',
  Ø: 'O',
  Đ: 'DJ',
  Ə: 'A',
  Ĳ: 'Y',
};

/**
 * A plain letter may be one whose mark the recogniser lost, so `MULLER` must still agree with MUELLER. Such an agreement
 * says nothing for the printed spelling.
 */
export const lostMarkTransliterations: Readonly<Record<string, string>> = {
  A: 'AE|AA',
  B: 'SS',
  D: 'DJ',
  N: 'NXX',
  O: 'OE',
  P: 'TH',
  U: 'UE|UXX',
  Ð: 'DJ',
  Å: 'AE',
  Ä: 'AA',
};
