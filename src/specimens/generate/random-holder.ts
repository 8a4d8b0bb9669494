import type { DocumentType } from '#domain/document.js';
import * as tuningWords from '#specimens/generate/names.js';
import type { SpecimenHolder } from '#specimens/holder.js';
import type { Random } from '#specimens/random.js';

/** How states number documents: A a letter, 9 a digit, X either; nine characters at most, as TD3 holds. */
const numberPatterns = [
  '999999999',
  'A99999999',
  'AA9999999',
  'A99A99999',
  '99AA99999',
  'XXXXXXXXX',
  'AA99999',
] as const;
const personalNumberPatterns = ['99999999999', 'AA999999A', 'A9999999', '999999999'] as const;

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const digits = '0123456789';

type Names = readonly [string, ...string[]];

/** What random people are made of. */
export interface HolderWords {
  readonly surnames: Names;
  readonly givenNames: Names;
  readonly towns: Names;
  readonly streets: Names;
  readonly foreignStates: Names;
}

/** A person and a document that nobody has; valid at `now`. Default words: the tuning family's. */
export function randomHolder(
  type: DocumentType,
  random: Random,
  now: Date,
  words: HolderWords = tuningWords,
): SpecimenHolder {
  const { surnames, givenNames, towns, streets, foreignStates } = words;
  const year = now.getUTCFullYear();
  const age = random.integer(18, 85);
  const issuedYearsAgo = random.integer(1, 4);
  const isForeigner = type === 'visa' || type === 'residence_permit';
  const validYears = type === 'visa' ? 6 : 10;
  const town = random.pick(towns);
  return {
    surname: random.pick(surnames),
    givenNames: random.pick(givenNames),
    documentNumber: fill(random.pick(numberPatterns), random),
    issuingState: 'UTO',
    nationality: isForeigner ? random.pick(foreignStates) : 'UTO',
    sex: random.pick(['F', 'F', 'F', 'M', 'X']),
    dateOfBirth: randomDay(year - age - 1, random),
    dateOfIssue: randomDay(year - issuedYearsAgo, random),
    dateOfExpiry: randomDay(year - issuedYearsAgo + validYears, random),
    placeOfBirth: random.pick(towns),
    ...(random.next() < 0.6 ? { personalNumber: fill(random.pick(personalNumberPatterns), random) } : {}),
    authority: type === 'visa' ? `CONSULATE ${town}` : random.pick([`PASSPORT OFFICE ${town}`, `CITY OF ${town}`]),
    heightCentimetres: String(random.integer(148, 202)),
    address: `${random.integer(1, 240)} ${random.pick(streets)}, ${random.integer(1000, 9999)} ${town}`,
    ...(type === 'drivers_license'
      ? {
          weightKilograms: String(random.integer(45, 120)),
          eyeColour: random.pick(['black', 'blue', 'brown', 'green', 'grey', 'hazel']),
        }
      : {}),
  };
}

/** A value of the pattern: A a letter, 9 a digit, X either. */
export function fill(pattern: string, random: Random): string {
  const one = (characters: string): string => characters.charAt(random.integer(0, characters.length - 1));
  const choices: Readonly<Record<string, string>> = { A: letters, '9': digits, X: letters + digits };
  return Array.from(pattern, (place) => (choices[place] === undefined ? place : one(choices[place]))).join('');
}

function randomDay(year: number, random: Random): string {
  const day = new Date(Date.UTC(year, 0, random.integer(1, 365)));
  return day.toISOString().slice(0, 10);
}
