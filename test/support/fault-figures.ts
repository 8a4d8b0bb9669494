import { appendFileSync } from 'node:fs';

/** What one fault came to, beside what it is held to; `npm run test:fault` prints all of them as one table. */
export interface FaultFigure {
  readonly fault: string;
  readonly goal: string;
  readonly measured: string;
}

/** Whether the faults are run at the length that `docs/reliability.md` quotes, or at that of `npm test`. */
export const isLongForm = process.env['BONAFIDE_FAULTS'] === 'long';

/** The longer form of a number, where that is asked for. */
export const inLongForm = (short: number, long: number): number => (isLongForm ? long : short);

export function noteFigure(figure: FaultFigure): void {
  const file = process.env['BONAFIDE_FAULT_FIGURES'];
  if (file !== undefined) appendFileSync(file, `${JSON.stringify(figure)}\n`);
  process.stdout.write(`${figure.fault}: ${figure.measured} (goal: ${figure.goal})\n`);
}

/** Progress of what takes minutes. */
export function announce(text: string): void {
  if (isLongForm) process.stderr.write(`  … ${text}\n`);
}

/** The value that a share of all is at most; `sorted` ascending and not empty. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)]!;
