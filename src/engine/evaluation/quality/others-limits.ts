import { percentileOf } from '#engine/quality/pixel-statistics.js';

const folds = 17;
/** How far beyond the others' most extreme value a limit is set, as a share of that value's distance from their median. */
const room = 0.25;

/**
 * How many of the values lie outside limits that were set without them: the values are dealt into 17 parts, and each part
 * is judged by limits a quarter beyond the extremes of all the others. With one picture a person no person is on both
 * sides. It says what false alarms a limit "a little beyond what good pictures show" brings on people it has not seen.
 */
export function alarmsOfOthersLimits(
  values: readonly number[],
  sides: { readonly lower: boolean; readonly upper: boolean },
): number {
  let alarms = 0;
  for (let fold = 0; fold < folds; fold++) {
    const others = Float64Array.from(values.filter((_, i) => i % folds !== fold)).sort();
    if (others.length === 0) continue;
    const median = percentileOf(others, 0.5);
    const lower = others[0]! - room * (median - others[0]!);
    const upper = others.at(-1)! + room * (others.at(-1)! - median);
    alarms += values.filter(
      (value, i) => i % folds === fold && ((sides.lower && value < lower) || (sides.upper && value > upper)),
    ).length;
  }
  return alarms;
}
