import { test } from 'vitest';

/**
 * `npm test` runs every tier in its short form, so that it takes minutes: of tables of pictures every few, of long ways through
 * the pages one of each kind. What it leaves out is marked here, and runs in CI (`npm test -- --whole`) and wherever a tier is
 * run by itself (`npm run test:browser`, `npx vitest`).
 */
export const isShortForm = process.env['BONAFIDE_TEST_FORM'] === 'short';

/** `cases`, and in the short form so many of them, evenly spread, the first one among them. */
export function inShortForm<T>(mostCases: number, cases: readonly T[]): readonly T[] {
  if (!isShortForm || cases.length <= mostCases) return cases;
  return Array.from({ length: mostCases }, (_, i) => cases[Math.floor((i * cases.length) / mostCases)]!);
}

type Define = (name: string, run: () => Promise<void> | void, timeoutMs?: number) => void;

/** A test that the short form leaves out. Not skipped there: a skip means that something is missing. */
export const wholeTest: Define & { readonly skipIf: (condition: boolean) => Define } = Object.assign(
  leftOutOfShortForm((...args) => test(...args)),
  { skipIf: (condition: boolean): Define => leftOutOfShortForm((...args) => test.skipIf(condition)(...args)) },
);

function leftOutOfShortForm(define: Define): Define {
  return isShortForm ? () => undefined : define;
}
