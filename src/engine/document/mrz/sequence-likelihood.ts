import { mrzSymbols, symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

/**
 * The negative natural logarithm of the probability that the net itself gives to exactly this text (the CTC loss,
 * Graves et al. 2006 §4.1): no class of characters, length or spacing is assumed. 0 is certainty.
 */
export function negativeLogLikelihood(text: string, { steps, data }: SymbolProbabilities): number {
  // Blanks at even states, characters at odd ones.
  const states = 2 * text.length + 1;
  const columns = Array.from({ length: states }, (_, s) =>
    s % 2 === 0 ? 0 : mrzSymbols.indexOf(text[(s - 1) / 2]!) + 1,
  );
  let before = new Float64Array(states);
  let now = new Float64Array(states);
  let logScale = 0;
  before[0] = 1;
  for (let step = 0; step < steps; step++) {
    let sum = 0;
    for (let s = 0; s < states; s++) {
      const skips = step > 0 && s % 2 === 1 && s > 1 && columns[s] !== columns[s - 2];
      const mass = before[s]! + (s > 0 ? before[s - 1]! : 0) + (skips ? before[s - 2]! : 0);
      now[s] = mass * data[step * symbolStride + columns[s]!]!;
      sum += now[s]!;
    }
    if (!(sum > 0)) return Infinity;
    for (let s = 0; s < states; s++) now[s]! /= sum;
    logScale += Math.log(sum);
    [before, now] = [now, before];
  }
  const accepted = before[states - 1]! + (states > 1 ? before[states - 2]! : 0);
  return Math.max(0, -(logScale + Math.log(accepted)));
}
