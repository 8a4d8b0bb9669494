/** Digits behind the decimal point of every measure. */
export const digits = 4;

/** Half up, to so many decimals; as the double that prints so. */
export function round(value: number, decimals: number): number {
  const factor = 10 ** decimals;
  return Math.round(value * factor) / factor;
}
