/** Letters that canonical decomposition leaves whole. */
const wholeLetters: Readonly<Record<string, string>> = {
  ß: 'SS',
  ẞ: 'SS',
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
  Ħ: 'H',
  Ŧ: 'T',
  ı: 'I',
  ĸ: 'K',
};

/** Upper case without diacritics: `Größe` is `GROSSE`. Scripts other than Latin keep their letters. */
export function foldText(text: string): string {
  let folded = '';
  for (const character of text) {
    const upper = character === 'ı' ? character : character.toUpperCase();
    folded += wholeLetters[upper] ?? upper.normalize('NFD').replace(/\p{Mn}/gu, '');
  }
  return folded;
}

/** Text made comparable, with the way back to where each of its characters came from. */
export interface ComparableText {
  readonly text: string;
  /** Index in the original of each character of `text`. */
  readonly origins: readonly number[];
}

/** What readers of small print take for one another; all become the first. */
const lookalikes: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', L: 'I', '|': 'I', 5: 'S', 8: 'B', 2: 'Z' };

/**
 * Only the letters and digits, folded, lookalikes made equal (`RN` is `M`, `VV` is `W`): the form in which words read
 * from small print are compared, because spaces and punctuation are what a recogniser loses first.
 */
export function comparableText(original: string): ComparableText {
  let text = '';
  const origins: number[] = [];
  for (let i = 0; i < original.length; i++) {
    for (const character of foldText(original[i]!)) {
      if (!/[\p{L}\p{N}|]/u.test(character)) continue;
      const shape = lookalikes[character] ?? character;
      const pair = text.slice(-1) + shape;
      if (pair === 'RN' || pair === 'VV') {
        text = text.slice(0, -1) + (pair === 'RN' ? 'M' : 'W');
        continue;
      }
      text += shape;
      origins.push(i);
    }
  }
  return { text, origins };
}
