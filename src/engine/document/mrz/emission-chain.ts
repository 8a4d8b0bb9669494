import { median } from '#engine/document/median.js';
import type { GridPoint } from '#engine/document/mrz/block-grid.js';
import { symbolStride, type SymbolProbabilities } from '#engine/document/mrz/symbols.js';

/** A character as the net's likeliest reading has it. */
export interface Emission {
  /** Where it begins. */
  readonly step: number;
  /** Its highest probability, 0–1. */
  readonly probability: number;
}

/** The characters of the net's likeliest reading. */
export function emissions({ steps, data }: SymbolProbabilities): Emission[] {
  const found: { step: number; probability: number }[] = [];
  let previous = 0;
  for (let step = 0; step < steps; step++) {
    const at = step * symbolStride;
    let best = 0;
    for (let column = 1; column < symbolStride; column++) if (data[at + column]! > data[at + best]!) best = column;
    const probability = data[at + best]!;
    if (best !== 0 && best !== previous) found.push({ step, probability });
    else if (best !== 0) found[found.length - 1]!.probability = Math.max(found.at(-1)!.probability, probability);
    previous = best;
  }
  return found;
}

/** Steps at which the net's likeliest reading begins a character. */
export const emissionSteps = (line: SymbolProbabilities): number[] => emissions(line).map(({ step }) => step);

/** Neighbours on either side whose spacing tells the pitch here: perspective changes it slowly along a line. */
const neighbours = 7;

/**
 * Numbers the characters of a monospaced line from their spacing: where the gap to the next is twice the pitch about it,
 * one was left out (the net skips fillers in long runs). Empty when there are too few to tell.
 */
export function chainCharacters(steps: readonly number[], line: number): GridPoint[] {
  if (steps.length < 2 * neighbours) return [];
  const gaps = steps.slice(1).map((step, i) => step - steps[i]!);
  const usual = median(gaps);
  const points: GridPoint[] = [{ line, index: 0, start: steps[0]! }];
  let index = 0;
  gaps.forEach((gap, i) => {
    const near = gaps.slice(Math.max(0, i - neighbours), i + neighbours + 1).filter((other) => other < 1.5 * usual);
    const pitch = near.length >= 3 ? near.reduce((a, b) => a + b) / near.length : usual;
    index += Math.max(1, Math.round(gap / pitch));
    points.push({ line, index, start: steps[i + 1]! });
  });
  return points;
}
