/**
 * The quantile of the standard normal distribution at `probability` (0–1, both excluded), after Acklam (2003); its relative
 * error is below 1.2e-9. The axes of a DET curve are drawn in it (Martin et al. 1997; ISO/IEC 19795-1).
 */
export function normalDeviate(probability: number): number {
  if (!(probability > 0 && probability < 1)) throw new RangeError(`no normal deviate of ${probability}`);
  if (probability > 0.5) return -normalDeviate(1 - probability);
  if (probability < lowTail) {
    const q = Math.sqrt(-2 * Math.log(probability));
    return polynomial(tailNumerator, q) / (polynomial(tailDenominator, q) * q + 1);
  }
  const q = probability - 0.5;
  const r = q * q;
  return (polynomial(centreNumerator, r) * q) / (polynomial(centreDenominator, r) * r + 1);
}

const lowTail = 0.02425;
const centreNumerator = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
] as const;
const centreDenominator = [
  -54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572,
] as const;
const tailNumerator = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
] as const;
const tailDenominator = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416] as const;

/** Highest power first. */
const polynomial = (coefficients: readonly number[], x: number): number =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
