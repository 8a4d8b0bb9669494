import { injectionLimit, injectionSigns, type Injection, type InjectionSign } from '#domain/injection.js';

/**
 * The signal that follows from the signs that were found: 1 − the noisy-or of their weights (Pearl, Probabilistic Reasoning in
 * Intelligent Systems, 1988, 4.3.2), that is the product of what each leaves over. Causes are taken to be independent of each
 * other, signs of one cause are not: of those the heaviest counts.
 */
export function judgeInjection(found: Iterable<InjectionSign>): Injection {
  const signs = [...new Set(found)].map((name) => ({ name, ...injectionSigns[name] }));
  const heaviest = new Map<string, number>();
  for (const { cause, weight } of signs) heaviest.set(cause, Math.max(weight, heaviest.get(cause) ?? 0));
  const score = [...heaviest.values()].reduce((left, weight) => left * (1 - weight), 1);
  return {
    status: 'assessed',
    score,
    fine: score >= injectionLimit,
    signs: signs
      .sort((one, other) => other.weight - one.weight)
      .map(({ name, weight, text }) => ({ name, weight, info: text })),
  };
}
