/** Check digits of personal numbers. Numbers are given without spaces and punctuation. */

export const digitAt = (number: string, index: number): number => number.charCodeAt(index) - 48;

/** Σ digit × weight. */
export const weighted = (number: string, weights: readonly number[]): number =>
  weights.reduce((sum, weight, index) => sum + weight * digitAt(number, index), 0);

/** ISO/IEC 7812-1 annex B over all digits. */
export function luhn(number: string): boolean {
  let sum = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = digitAt(number, number.length - 1 - i);
    sum += i % 2 === 0 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
  }
  return sum % 10 === 0;
}

/** Estonia and Lithuania: weights 1…9,1, and 3…9,1,2,3 when the first give 10; 10 again is 0. */
export function baltic(number: string): boolean {
  const first = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const check = first < 10 ? first : (weighted(number, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11) % 10;
  return check === digitAt(number, 10);
}

/** Kazakhstan: weights 1…11, and 3…11,1,2 when the first give 10; numbers that give 10 again are not issued. */
export function kazakh(number: string): boolean {
  const first = weighted(number, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
  const check = first < 10 ? first : weighted(number, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11;
  return check === digitAt(number, 11);
}

/** The unified citizen number of former Yugoslavia (JMBG, EMŠO). */
export function jmbg(number: string): boolean {
  const rest = weighted(number, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
  return rest !== 1 && (11 - rest) % 11 === digitAt(number, 12);
}

/** ISO 7064 MOD 11,10, as in Croatia's OIB. */
export function mod1110(number: string): boolean {
  let rest = 10;
  for (let i = 0; i < 10; i++) {
    const sum = (rest + digitAt(number, i)) % 10 || 10;
    rest = (sum * 2) % 11;
  }
  return (11 - rest) % 10 === digitAt(number, 10);
}

/** ISO 7064 MOD 11-2, as in China's citizen number; X is 10. */
export function mod112(number: string): boolean {
  let rest = 0;
  for (const digit of number) rest = (rest * 2 + (digit === 'X' ? 10 : Number(digit))) % 11;
  return rest === 1;
}

/** Weighted sum modulo 11, 10 becoming what the state says. */
export const mod11 =
  (weights: readonly number[], ten: number) =>
  (number: string): boolean => {
    const rest = weighted(number, weights) % 11;
    return (rest === 10 ? ten : rest) === digitAt(number, weights.length);
  };

/** 11 minus the weighted sum modulo 11; 11 is 0, and 10 what the state says (null: not issued). */
export const elevenMinus =
  (weights: readonly number[], ten: number | null) =>
  (number: string): boolean => {
    const check = (11 - (weighted(number, weights) % 11)) % 11;
    return (check === 10 ? ten : check) === digitAt(number, weights.length);
  };

/** Verhoeff 1969: the dihedral group of order 10. Multiplication, and what a digit becomes at each place from the right. */
const dihedral = [
  '0123456789',
  '1234067895',
  '2340178956',
  '3401289567',
  '4012395678',
  '5987604321',
  '6598710432',
  '7659821043',
  '8765932104',
  '9876543210',
] as const;
const permutations = [
  '0123456789',
  '1576283094',
  '5803796142',
  '8916043527',
  '9453126870',
  '4286573901',
  '2793806415',
  '7046913258',
] as const;

/** Verhoeff's check over all digits, as in India's Aadhaar number. */
export function verhoeff(number: string): boolean {
  let check = 0;
  for (let i = 0; i < number.length; i++) {
    const digit = digitAt(number, number.length - 1 - i);
    check = Number(dihedral[check]![Number(permutations[i % 8]![digit])]);
  }
  return check === 0;
}
