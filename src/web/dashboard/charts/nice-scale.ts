/**
 * Marks of an axis from 0 to at least `most`, at 1, 2 or 5 times a power of ten; about `wanted` of them. `whole`: of counts, never
 * closer than 1.
 */
export function niceScale(
  most: number,
  { wanted = 4, whole = false } = {},
): { readonly top: number; readonly marks: readonly number[] } {
  if (!(most > 0)) return { top: 1, marks: [0, 1] };
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough * 0.999) ?? 10;
  const step = whole ? Math.max(1, factor * power) : factor * power;
  const count = Math.ceil(most / step - 1e-9);
  return { top: count * step, marks: Array.from({ length: count + 1 }, (_, index) => index * step) };
}
