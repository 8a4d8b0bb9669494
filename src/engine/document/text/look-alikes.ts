/** Scripts whose letters the recogniser of print tells apart. */
export type Script = 'latin' | 'cyrillic' | 'greek';

/**
 * Letters that are drawn as a letter of another script is, and that letter: the recogniser knows shapes, not letters. The
 * table is the one that its net was trained with (`training/print_alphabet.py`).
 */
const lookAlikes: Readonly<Record<Exclude<Script, 'latin'>, Readonly<Record<string, string>>>> = {
  cyrillic: pairs('АВЕКМНОРСТХЅІЈЁЇаеорсухѕіјёї', 'ABEKMHOPCTXSIJËÏaeopcyxsijëï'),
  greek: pairs('ΑΒΕΖΗΙΚΜΝΟΡΤΥΧΪΫοΓΠΦ', 'ABEZHIKMNOPTYXÏŸoГПФ'),
};

const letterOf: Readonly<Record<Script, ReadonlyMap<string, string>>> = {
  latin: new Map(),
  cyrillic: inverse(lookAlikes.cyrillic),
  greek: inverse(lookAlikes.greek),
};

const property: Readonly<Record<Script, RegExp>> = {
  latin: /\p{Script=Latin}/u,
  cyrillic: /\p{Script=Cyrillic}/u,
  greek: /\p{Script=Greek}/u,
};

/** The letter of `script` that a shape stands for; null when that script has no such letter. */
export function letterOfShape(shape: string, script: Script): string | null {
  return letterOf[script].get(shape) ?? (property[script].test(shape) ? shape : null);
}

function pairs(letters: string, shapes: string): Readonly<Record<string, string>> {
  const drawn = [...shapes];
  return Object.fromEntries([...letters].map((letter, index) => [letter, drawn[index]!]));
}

function inverse(table: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(table).map(([letter, shape]) => [shape, letter]));
}
