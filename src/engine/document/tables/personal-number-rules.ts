import {
  baltic,
  digitAt,
  elevenMinus,
  jmbg,
  kazakh,
  luhn,
  mod11,
  mod1110,
  mod112,
  verhoeff,
  weighted,
} from '#engine/document/tables/personal-number-checks.js';
import type { StateCode } from '#engine/document/tables/state-names.js';

/** The form of a state's personal number and its check. */
export interface PersonalNumberRule {
  /** Without spaces, hyphens and points. */
  readonly form: RegExp;
  readonly holds: (number: string) => boolean;
  /** Numbers without a check, older or newer ones. */
  readonly unchecked?: RegExp;
  /** True where numbers of the same form are issued that do not satisfy the check, so that failing it says nothing. */
  readonly failingSaysNothing?: true;
}

const finnishLetters = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const spanishLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';
/** Values of the letters that open a number of Taiwan or the places of Italy's odd characters. */
const taiwaneseLetters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
const italianOdd = [
  1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23,
] as const;
const mexicanCharacters = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';

const yugoslav: PersonalNumberRule = { form: /^\d{13}$/, holds: jmbg };
const czechoslovak: PersonalNumberRule = {
  form: /^\d{10}$/,
  holds: (number) => Number(number) % 11 === 0,
  // Before 1954 the number had nine digits.
  unchecked: /^\d{9}$/,
};

/**
 * Only numbers whose check is public law or the register's own documentation; one more state is one more line and one
 * more number in the test.
 */
export const personalNumberRules: Readonly<Partial<Record<StateCode, PersonalNumberRule>>> = {
  BEL: {
    form: /^\d{11}$/,
    // From 2000 on a 2 stands before the nine digits.
    holds: (number) =>
      ['', '2'].some((century) => 97 - (Number(century + number.slice(0, 9)) % 97) === Number(number.slice(9))),
  },
  BGR: { form: /^\d{10}$/, holds: mod11([2, 4, 8, 5, 10, 9, 7, 3, 6], 0) },
  BIH: yugoslav,
  // CPF (Receita Federal).
  BRA: {
    form: /^\d{11}$/,
    holds: (number) =>
      elevenMinus([10, 9, 8, 7, 6, 5, 4, 3, 2], 0)(number) && elevenMinus([11, 10, 9, 8, 7, 6, 5, 4, 3, 2], 0)(number),
  },
  // RUN (Registro Civil): modulo 11, weights 2 to 7 from the right.
  CHL: {
    form: /^\d{7,8}[0-9K]$/,
    holds: (number) => {
      const padded = number.padStart(9, '0');
      const check = (11 - (weighted(padded, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return (check === 10 ? 'K' : String(check)) === padded[8];
    },
  },
  // GB 11643-1999.
  CHN: { form: /^\d{17}[0-9X]$/, holds: mod112 },
  CZE: czechoslovak,
  // Since 2007 Denmark issues numbers without a check (CPR-kontoret), of the same form.
  DNK: {
    form: /^\d{10}$/,
    holds: (number) => weighted(number, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    failingSaysNothing: true,
  },
  // Cédula (Junta Central Electoral).
  DOM: { form: /^\d{11}$/, holds: luhn },
  // Cédula (Registro Civil): modulo 10.
  ECU: { form: /^\d{10}$/, holds: luhn },
  ESP: {
    form: /^[XYZ\d]\d{7}[A-Z]$/,
    holds: (number) =>
      spanishLetters[Number(number.slice(0, 8).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))) % 23] ===
      number[8],
  },
  EST: { form: /^[1-8]\d{10}$/, holds: baltic },
  FIN: {
    form: /^\d{6}[-+A-FU-Y]?\d{3}[0-9A-Y]$/,
    holds: (number) => finnishLetters[Number(number.replace(/\D/g, '').slice(0, 9)) % 31] === number.at(-1),
  },
  HKG: {
    form: /^[A-Z]{1,2}\d{6}[0-9A]$/,
    // Letters from A = 10, a space before a single one is 36, weights 9 to 1.
    holds: (number) =>
      Array.from(number.padStart(9, ' '), (character) => (character === ' ' ? 36 : parseInt(character, 36))).reduce(
        (sum, value, index) => sum + value * (9 - index),
        0,
      ) %
        11 ===
      0,
  },
  HRV: { form: /^\d{11}$/, holds: mod1110 },
  HUN: {
    form: /^[1-8]\d{10}$/,
    // Until 1996 the weights rise, since then they fall (act LXVI of 1992 and XX of 1996).
    holds: (number) =>
      mod11([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], -1)(number) || mod11([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], -1)(number),
  },
  // Aadhaar (UIDAI).
  IND: { form: /^[2-9]\d{11}$/, holds: verhoeff },
  // National code (Organization for Civil Registration).
  IRN: {
    form: /^\d{10}$/,
    holds: (number) => {
      const rest = weighted(number, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return (rest < 2 ? rest : 11 - rest) === digitAt(number, 9);
    },
  },
  // Kennitala (Þjóðskrá).
  ISL: { form: /^\d{9}[089]$/, holds: elevenMinus([3, 2, 7, 6, 5, 4, 3, 2], null) },
  // Identity number (Population and Immigration Authority).
  ISR: { form: /^\d{9}$/, holds: luhn },
  ITA: {
    form: /^[A-Z]{6}[0-9L-NP-V]{2}[A-EHLMPRST][0-9L-NP-V]{2}[A-Z][0-9L-NP-V]{3}[A-Z]$/,
    // Decree of the Minister of Finance of 23 December 1976: characters at odd places count by a table.
    holds: (number) => {
      const sum = Array.from(number.slice(0, 15)).reduce((total, character, index) => {
        const value = /\d/.test(character) ? Number(character) : character.charCodeAt(0) - 65;
        return total + (index % 2 === 0 ? italianOdd[value]! : value);
      }, 0);
      return String.fromCharCode(65 + (sum % 26)) === number[15];
    },
  },
  // IIN (law on national registers of identification numbers, 2007).
  KAZ: { form: /^\d{12}$/, holds: kazakh },
  // Since October 2020 the last six digits are drawn by lot.
  KOR: { form: /^\d{13}$/, holds: elevenMinusKorean, failingSaysNothing: true },
  LTU: { form: /^[1-6]\d{10}$/, holds: baltic },
  LVA: {
    form: /^[0-2]\d{10}$|^3[01]\d{9}$/,
    holds: (number) => ((1101 - weighted(number, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11) % 10 === digitAt(number, 10),
    // Since July 2017 numbers begin with 32 and hold no date.
    unchecked: /^3[2-9]\d{9}$/,
  },
  // CURP (RENAPO).
  MEX: {
    form: /^[A-Z][A-Z][A-Z]{2}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d$/,
    holds: (number) => {
      const sum = Array.from(number.slice(0, 17)).reduce(
        (total, character, index) => total + mexicanCharacters.indexOf(character) * (18 - index),
        0,
      );
      return (10 - (sum % 10)) % 10 === Number(number[17]);
    },
  },
  MKD: yugoslav,
  MNE: yugoslav,
  NLD: {
    form: /^\d{9}$/,
    holds: (number) => weighted(number, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0 && Number(number) > 0,
  },
  NOR: {
    form: /^\d{11}$/,
    holds: (number) =>
      weighted(number, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0 &&
      weighted(number, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
  },
  POL: {
    form: /^\d{11}$/,
    holds: (number) => weighted(number, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0,
  },
  ROU: { form: /^[1-9]\d{12}$/, holds: mod11([2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9], 1) },
  SRB: yugoslav,
  SVK: czechoslovak,
  SVN: yugoslav,
  SWE: { form: /^(?:\d{2})?\d{10}$/, holds: (number) => luhn(number.slice(-10)) },
  // Department of Provincial Administration.
  THA: {
    form: /^[1-8]\d{12}$/,
    holds: (number) =>
      (11 - (weighted(number, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10 === digitAt(number, 12),
  },
  TUR: {
    form: /^[1-9]\d{10}$/,
    holds: (number) => {
      const odd = weighted(number, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
      const even = weighted(number, [0, 1, 0, 1, 0, 1, 0, 1]);
      const tenth = (((7 * odd - even) % 10) + 10) % 10;
      return tenth === digitAt(number, 9) && (odd + even + tenth) % 10 === digitAt(number, 10);
    },
  },
  // Ministry of the Interior; 8 and 9 since 2021 for foreigners.
  TWN: {
    form: /^[A-Z][1289]\d{8}$/,
    holds: (number) => {
      const first = taiwaneseLetters.indexOf(number[0]!) + 10;
      const digits = `${first}${number.slice(1)}`;
      return weighted(digits, [1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1]) % 10 === 0;
    },
  },
  // RNOKPP (State Tax Service).
  UKR: {
    form: /^\d{10}$/,
    holds: (number) => {
      const rest = ((weighted(number, [-1, 5, 7, 9, 4, 6, 10, 5, 7]) % 11) + 11) % 11;
      return rest % 10 === digitAt(number, 9);
    },
    // The number in the demographic register, YYYYMMDD and five digits.
    unchecked: /^\d{13}$/,
  },
  // Cédula (Dirección Nacional de Identificación Civil).
  URY: { form: /^\d{8}$/, holds: (number) => weighted(number, [2, 9, 8, 7, 6, 3, 4, 1]) % 10 === 0 },
  // Identification Act 68 of 1997.
  ZAF: { form: /^\d{13}$/, holds: luhn },
};

function elevenMinusKorean(number: string): boolean {
  return (11 - (weighted(number, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10 === digitAt(number, 12);
}
