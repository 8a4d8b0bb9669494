import { expect, test } from 'vitest';
import { decodeFixedLength, likeliestText } from '#engine/document/mrz/fixed-length-decoder.js';
import { negativeLogLikelihood } from '#engine/document/mrz/sequence-likelihood.js';
import { mrzSymbols, symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

/** One step per entry: probabilities by symbol, `_` for the blank. */
function probabilities(...steps: Record<string, number>[]): SymbolProbabilities {
  const data = new Float64Array(steps.length * symbolStride);
  steps.forEach((step, at) => {
    for (const [symbol, value] of Object.entries(step)) {
      data[at * symbolStride + (symbol === '_' ? 0 : mrzSymbols.indexOf(symbol) + 1)] = value;
    }
  });
  return { steps: steps.length, data };
}

function allowing(...positions: string[]): Float64Array {
  const weights = new Float64Array(positions.length * mrzSymbols.length);
  positions.forEach((symbols, at) => {
    for (const symbol of symbols) weights[at * mrzSymbols.length + mrzSymbols.indexOf(symbol)] = 1;
  });
  return weights;
}

const loose = { starts: [0, 1, 2, 3, 4], pitchSteps: 1, deviationPitches: 1000 };

/** Every line of the given alphabet by brute force over all CTC paths: the slow, obviously right answer. */
function bruteForce(line: SymbolProbabilities, weights: Float64Array, alphabet: string): Map<string, number> {
  const length = weights.length / mrzSymbols.length;
  const found = new Map<string, number>();
  const walk = (step: number, path: string, probability: number): void => {
    if (probability === 0) return;
    if (step === line.steps) {
      const text = path.replace(/(.)\1+/g, '$1').replaceAll('_', '');
      if (text.length !== length) return;
      let weight = 1;
      for (let i = 0; i < length; i++) weight *= weights[i * mrzSymbols.length + mrzSymbols.indexOf(text[i]!)]!;
      if (weight > 0) found.set(text, (found.get(text) ?? 0) + probability * weight);
      return;
    }
    for (const symbol of `_${alphabet}`) {
      const column = symbol === '_' ? 0 : mrzSymbols.indexOf(symbol) + 1;
      walk(step + 1, path + symbol, probability * line.data[step * symbolStride + column]!);
    }
  };
  walk(0, '', 1);
  return found;
}

test('posteriors and likelihood are those of the sum over all paths', () => {
  const line = probabilities(
    { A: 0.5, B: 0.2, _: 0.3 },
    { A: 0.3, B: 0.1, _: 0.6 },
    { A: 0.4, B: 0.5, _: 0.1 },
    { A: 0.1, B: 0.3, _: 0.6 },
    { A: 0.2, B: 0.7, _: 0.1 },
  );
  const weights = allowing('AB', 'AB', 'AB');
  const all = bruteForce(line, weights, 'AB');
  const total = [...all.values()].reduce((a, b) => a + b);
  const decoded = decodeFixedLength(line, weights, loose)!;
  expect(decoded.logLikelihood).toBeCloseTo(Math.log(total), 5);
  for (let i = 0; i < 3; i++) {
    for (const symbol of 'AB') {
      const share = [...all].filter(([text]) => text[i] === symbol).reduce((sum, [, p]) => sum + p, 0) / total;
      expect(decoded.posterior[i * mrzSymbols.length + mrzSymbols.indexOf(symbol)]).toBeCloseTo(share, 5);
    }
  }
  for (const [text, probability] of all) {
    expect(negativeLogLikelihood(text, line)).toBeCloseTo(-Math.log(probability), 9);
  }
});

test('what may not stand at a position is not read there', () => {
  const line = probabilities({ O: 0.9, '0': 0.1 }, { _: 1 }, { O: 0.9, '0': 0.1 });
  expect(likeliestText(decodeFixedLength(line, allowing('O0', '0'), loose)!.posterior)).toMatchObject({ text: 'O0' });
});

test('a filler that the net left out stands where the spacing has room for it', () => {
  const line = probabilities(
    { A: 0.9, _: 0.1 },
    { _: 0.9, '<': 0.1 },
    { _: 0.9, '<': 0.1 },
    { _: 0.9, '<': 0.1 },
    { B: 0.9, _: 0.1 },
    { _: 0.98, '<': 0.01, B: 0.01 },
    { C: 0.9, _: 0.1 },
  );
  const weights = allowing('ABC<', 'ABC<', 'ABC<', 'ABC<');
  const grid = { starts: [0, 2, 4, 6, 8], pitchSteps: 2, deviationPitches: 0.2 };
  const decoded = decodeFixedLength(line, weights, grid)!;
  expect(likeliestText(decoded.posterior).text).toBe('A<BC');
  expect(decoded.starts.map((start) => Math.round(start))).toEqual([0, 2, 4, 6]);
});

test('a line that is too short for its characters has no reading', () => {
  expect(decodeFixedLength(probabilities({ A: 1 }), allowing('A', 'A'), loose)).toBeNull();
});

test('a repeated character needs a blank between', () => {
  expect(negativeLogLikelihood('AA', probabilities({ A: 1 }, { A: 1 }))).toBe(Infinity);
  expect(negativeLogLikelihood('AA', probabilities({ A: 1 }, { _: 1 }, { A: 1 }))).toBe(0);
});
