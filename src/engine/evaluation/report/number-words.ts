import type { Proportion } from '#engine/evaluation/proportion.js';
import type { SuccessShare } from '#engine/evaluation/success-share.js';

/** Three digits that count, never in exponent form. */
export const percent = (rate: number): string => `${Number((rate * 100).toPrecision(3))} %`;

/** `k of n = rate`, with the bound. */
export const withBound = ({ count, total, rate, upper95 }: Proportion): string =>
  rate === null || upper95 === null
    ? 'none compared'
    : `${count} of ${total} = ${percent(rate)} (95 %: at most ${percent(upper95)})`;

/** The same of what succeeded. */
export const withLowerBound = ({ count, total, rate, lower95 }: SuccessShare): string =>
  rate === null || lower95 === null
    ? 'none tried'
    : `${count} of ${total} = ${percent(rate)} (95 %: at least ${percent(lower95)})`;

/** A score with three decimals. */
export const scoreText = (score: number): string => score.toFixed(3);
