import { foldText } from '#engine/document/text/fold-text.js';

/** Words and letters for the sexes as documents print them. ICAO 9303-3 prints M, F or X, some beside their own letter. */
const sexWords: Readonly<Record<'M' | 'F' | 'X', readonly string[]>> = {
  M: [
    'M',
    'male',
    'masculin',
    'masculino',
    'männlich',
    'maschile',
    'maschio',
    'man',
    'mann',
    'mies',
    'mężczyzna',
    'muž',
    'muški',
    'moški',
    'férfi',
    'vyras',
    'vīrietis',
    'mees',
    'erkek',
    'mashkull',
    'άρρεν',
    'мъж',
    'мужской',
    '男',
    'laki-laki',
    'lelaki',
    'hombre',
    'varón',
  ],
  F: [
    'F',
    'female',
    'féminin',
    'femenino',
    'feminino',
    'weiblich',
    'femminile',
    'femmina',
    'vrouw',
    'kvinna',
    'kvinne',
    'kvinde',
    'nainen',
    'kobieta',
    'žena',
    'ženski',
    'nő',
    'moteris',
    'sieviete',
    'naine',
    'kadın',
    'femër',
    'θήλυ',
    'жена',
    'женский',
    '女',
    'perempuan',
    'mujer',
  ],
  X: ['X', 'unspecified', 'diverse', 'divers', 'indeterminate', 'non-binary'],
};

const sexByWord: ReadonlyMap<string, 'M' | 'F' | 'X'> = new Map(
  (Object.entries(sexWords) as ['M' | 'F' | 'X', readonly string[]][]).flatMap(([sex, words]) =>
    words.map((word) => [foldText(word), sex] as const),
  ),
);

/**
 * The sex that a text states: `F`, `N/F`, `ŽENSKI`, `M/M`, `Weiblich`. A single letter that is not ICAO's stands beside
 * one that is (`K/M` on Turkish documents is not decided by `K`). Null when no part is known or two parts differ.
 */
export function sexOfText(text: string): 'M' | 'F' | 'X' | null {
  const parts = foldText(text)
    .split(/[^\p{L}-]+/u)
    .filter(Boolean);
  // A value is a word or two; more is another field's text or a label.
  if (parts.length === 0 || parts.length > 3) return null;
  const found = new Set(parts.map((part) => sexByWord.get(part)).filter((sex) => sex !== undefined));
  return found.size === 1 ? [...found][0]! : null;
}
