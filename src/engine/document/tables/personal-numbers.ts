import type { StateCode } from '#engine/document/tables/state-names.js';

/** The form of a state's personal number and its check. */
interface PersonalNumberRule {
  /** Without spaces, hyphens and points. */
  readonly form: RegExp;
  readonly holds: (number: string) => boolean;
  /** Older numbers without a check. */
  readonly unchecked?: RegExp;
}

const digitAt = (number: string, index: number): number => number.charCodeAt(index) - 48;

/** Σ digit × weight. */
const weighted = (number: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * digitAt(number, index), 0);

/** ISO/IEC 7812-1 annex B over all digits. */
function luhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = digitAt(number, number.length - 1 - i);
    sum += i % 2 === 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
  }
  return sum % 10 === 0;
}

/** Estonia and Lithuania: weights 1…9,1, and 3…9,1,2,3 when the first give 10; 10 again is 0. */
function baltic(number: string): boolean {
  const first = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const check = first < 10 ? first : (weighted(number, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
  return check === digitAt(number, 10);
}

/** The unified citizen number of former Yugoslavia (JMBG, EMŠO). */
function jmbg(number: string): boolean {
  const rest = weighted(number, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return rest !== 1 && (11 - rest) % 11 === digitAt(number, 12);
}

/** ISO 7064 MOD 11,10, as in Croatia's OIB. */
function mod1110(number: string): boolean {
  let rest = 10;
  for (let i = 0; i < 10; i++) {
    const sum = (rest + digitAt(number, i)) % 10 || 10;
    rest = (sum * 2) % 11;
  }
  return (11 - rest) % 10 === digitAt(number, 10);
}

/** Weighted sum modulo 11, 10 becoming what the state says. */
const mod11 =
  (weights: readonly number[], ten: number) =>
  (number: string): boolean => {
    const rest = weighted(number, weights) % 11;
    return (rest === 10 ? ten : rest) === digitAt(number, weights.length);
  };

const finnishLetters = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const spanishLetters = 'TRWAGMYFPDXBNJZSQVHLCKE';

/** Only numbers whose check is public law or the register's own documentation; one more state is one more line. */
const rules: Readonly<Partial<Record<StateCode, PersonalNumberRule>>> = {
  BEL: {
    form: /^\d{11}$/,
    // From 2000 on a 2 stands before the nine digits.
    holds: (number) =>
      ['', '2'].some((century) => 97 - (Number(century + number.slice(0, 9)) % 97) === Number(number.slice(9))),
  },
  BGR: { form: /^\d{10}$/, holds: mod11([2, 4, 8, 5, 10, 9, 7, 3, 6], 0) },
  // Before 1954 the number had nine digits.
  CZE: { form: /^\d{10}$/, holds: (number) => Number(number) % 11 === 0, unchecked: /^\d{9}$/ },
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
  HRV: { form: /^\d{11}$/, holds: mod1110 },
  LTU: { form: /^[1-6]\d{10}$/, holds: baltic },
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
  SVK: { form: /^\d{10}$/, holds: (number) => Number(number) % 11 === 0, unchecked: /^\d{9}$/ },
  SVN: { form: /^\d{13}$/, holds: jmbg },
  SRB: { form: /^\d{13}$/, holds: jmbg },
  SWE: { form: /^(?:\d{2})?\d{10}$/, holds: (number) => luhn(number.slice(-10)) },
  TUR: {
    form: /^[1-9]\d{10}$/,
    holds: (number) => {
      const odd = weighted(number, [1, 0, 1, 0, 1, 0, 1, 0, 1]);
      const even = weighted(number, [0, 1, 0, 1, 0, 1, 0, 1]);
      const tenth = (((7 * odd - even) % 10) + 10) % 10;
      return tenth === digitAt(number, 9) && (odd + even + tenth) % 10 === digitAt(number, 10);
    },
  },
};

/**
 * Whether a number satisfies the form and the check of the state's personal numbers; null where the table has no rule
 * for it.
 * Spaces, hyphens and points count for nothing, except a Finnish century sign.
 */
export function personalNumberHolds(state: string | null, number: string): boolean | null {
  const rule = state !== null && Object.hasOwn(rules, state) ? rules[state as StateCode] : undefined; // hasOwn does not narrow
  if (rule === undefined) return null;
  const bare = number.toUpperCase().replace(/[\s./<]/g, '');
  if (rule.unchecked?.test(bare.replace(/-/g, ''))) return null;
  return [bare, bare.replace(/-/g, '')].some((candidate) => rule.form.test(candidate) && rule.holds(candidate));
}
