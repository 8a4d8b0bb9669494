import { foldText } from '#engine/document/text/fold-text.js';

/** Eye colours in English, with the codes of the AAMVA card design standard (2020, D.12.3) and words of other languages. */
const eyeColourWords = {
  black: [
    'BLK',
    'black',
    'noir',
    'noirs',
    'schwarz',
    'negro',
    'negros',
    'nero',
    'neri',
    'preto',
    'zwart',
    'crni',
    'juodos',
  ],
  blue: [
    'BLU',
    'BL',
    'blue',
    'bleu',
    'bleus',
    'blau',
    'azul',
    'azules',
    'azuis',
    'azzurri',
    'blu',
    'blauw',
    'niebieskie',
    'plave',
    'modre',
    'mėlynos',
    'zilas',
    'blå',
    'mavi',
  ],
  brown: [
    'BRO',
    'BRN',
    'BR',
    'brown',
    'brun',
    'marron',
    'marrons',
    'bruns',
    'braun',
    'marrones',
    'castanhos',
    'castanho',
    'castani',
    'marroni',
    'bruin',
    'brązowe',
    'piwne',
    'smeđe',
    'rjave',
    'rudos',
    'brūnas',
    'bruna',
    'kahverengi',
    'ela',
  ],
  green: [
    'GRN',
    'GR',
    'green',
    'vert',
    'verts',
    'grün',
    'verde',
    'verdes',
    'verdi',
    'groen',
    'zielone',
    'zelene',
    'žalios',
    'zaļas',
    'gröna',
    'yeşil',
  ],
  grey: [
    'GRY',
    'GY',
    'grey',
    'gray',
    'gris',
    'grau',
    'grises',
    'grigi',
    'grigio',
    'cinzentos',
    'grijs',
    'szare',
    'sive',
    'pilkos',
    'pelēkas',
    'grå',
    'gri',
  ],
  hazel: ['HAZ', 'HZL', 'hazel', 'noisette', 'haselnuss', 'avellana'],
  maroon: ['MAR', 'maroon'],
  pink: ['PNK', 'pink'],
  'grey-blue': ['grey-blue', 'gray-blue', 'blue-grey', 'blaugrau', 'graublau', 'gris-bleu', 'bleu-gris'],
  'grey-green': ['grey-green', 'gray-green', 'graugrün', 'grüngrau', 'gris-vert'],
  dichromatic: ['DIC', 'dichromatic', 'two different colours'],
} as const;

export type EyeColour = keyof typeof eyeColourWords;

const colourByWord: ReadonlyMap<string, EyeColour> = new Map(
  (Object.entries(eyeColourWords) as [EyeColour, readonly string[]][]).flatMap(([colour, words]) =>
    words.map((word) => [foldText(word), colour] as const),
  ),
);

/** The eye colour that a text states (`BRN`, `brown`, `blau`), or null. */
export function eyeColourOfText(text: string): EyeColour | null {
  const folded = foldText(text)
    .trim()
    .replace(/[.,;:]+$/, '');
  return (
    colourByWord.get(folded) ??
    folded
      .split(/[^\p{L}-]+/u)
      .map((part) => colourByWord.get(part))
      .find((colour) => colour !== undefined) ??
    null
  );
}
