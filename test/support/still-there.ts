import { expect } from 'vitest';
import type { Remembered } from './fill-installation.mjs';

/** Matches answers that hold all that was remembered: later versions add fields, and lists grow. */
export const stillThere = ({ answers, files, candidates }: Remembered): unknown =>
  expect.objectContaining({ answers: holding(answers), files, candidates: holding(candidates) });

/** What a receiver that fails goes on changing. */
const counted = new Set(['failures', 'failingSince']);

function holding(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(holding);
  if (value === null || typeof value !== 'object') return value;
  const lasting = Object.entries(value).filter(([name]) => !counted.has(name));
  const entries = lasting.map(([name, inner]) => {
    const isPage = name === 'data' && Array.isArray(inner);
    return [name, isPage ? expect.arrayContaining(inner.map(holding)) : holding(inner)] as const;
  });
  return expect.objectContaining(Object.fromEntries(entries));
}
