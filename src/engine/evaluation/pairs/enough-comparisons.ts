/**
 * Comparisons that have to pass without an error before the one-sided bound of Clopper and Pearson reaches `rate`:
 * ln(1 − confidence) ÷ ln(1 − rate), about 3 ÷ rate at 95 % (the rule of 3; ISO/IEC 19795-1).
 */
export const neededWithoutError = (rate: number, confidence = 0.95): number =>
  Math.ceil(Math.log1p(-confidence) / Math.log1p(-rate) - 1e-9);

/** Whether `comparisons` could show `rate` at all; else why not. */
export function tooFewToShow(comparisons: number, rate: number): string | null {
  const needed = neededWithoutError(rate);
  if (comparisons >= needed) return null;
  const best = comparisons === 0 ? 1 : -Math.expm1(Math.log(0.05) / comparisons);
  return (
    `${comparisons} non-mated comparisons cannot show a false match rate of ${rate}: ` +
    `without a single error the bound would be ${Number(best.toPrecision(2))}; ${needed} are needed`
  );
}
