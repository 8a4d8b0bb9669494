/** The names of an MRZ, `<` between words made a space. */
export interface MrzNames {
  readonly surname: string;
  /** Empty when the holder has one name only, or nothing follows `<<`. */
  readonly givenNames: string;
  /** The field is full to its last column, so that names may be cut off (ICAO 9303-4 §4.2.3). */
  readonly truncated: boolean;
  /** Only letters and fillers, a surname, at most one `<<` inside, and no letter four times on end. */
  readonly wellFormed: boolean;
}

/** No name holds one; a run of fillers that the recogniser took for letters does. */
const repeatedLetter = /([A-Z])\1{3}/;

const words = (text: string): string => text.split('<').filter(Boolean).join(' ');

/**
 * Splits the name field (ICAO 9303-3 §4.6): primary identifier, `<<`, secondary identifier, fillers. A hyphen is
 * written `<` like a space, so it cannot be told from one. A further `<<` is read as a space.
 */
export function parseMrzNames(field: string): MrzNames {
  const text = field.replace(/<+$/, '');
  const separator = text.indexOf('<<');
  const primary = separator < 0 ? text : text.slice(0, separator);
  const secondary = separator < 0 ? '' : text.slice(separator);
  return {
    surname: words(primary),
    givenNames: words(secondary),
    truncated: text.length === field.length,
    wellFormed: /^[A-Z]+(<[A-Z]+)*(<<[A-Z]+(<[A-Z]+)*)?$/.test(text) && !repeatedLetter.test(text),
  };
}

/**
 * Names that stand in fields of their own, the given names with two fillers between them and one inside a compound name
 * (French identity cards). They are dropped or cut where the next does not fit, so a field with room for less than two
 * fillers and a letter may be truncated. `givenNames` is null where the zone has none.
 */
export function parseSeparateNames(surname: string, givenNames: string | null): MrzNames {
  const [own, given] = [surname, givenNames ?? ''].map((text) => text.replace(/<+$/, '')) as [string, string]; // two in, two out
  return {
    surname: words(own),
    givenNames: words(given),
    truncated: own.length === surname.length || given.length > (givenNames?.length ?? Infinity) - 3,
    wellFormed:
      /^[A-Z]+(<[A-Z]+)*$/.test(own) &&
      /^([A-Z]+(<{1,2}[A-Z]+)*)?$/.test(given) &&
      !repeatedLetter.test(own) &&
      !repeatedLetter.test(given),
  };
}
