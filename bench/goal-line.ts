/** What a figure has to be; null: it is only told. */
export type Goal = { readonly atMost: number } | { readonly atLeast: number } | null;

/** A line with the figure, its goal and whether that is met. */
export function goalLine(name: string, figure: number, goal: Goal, unit: string): string {
  const shown = `  ${name.padEnd(40)}${figure.toFixed(figure < 10 ? 2 : figure < 100 ? 1 : 0).padStart(9)} ${unit}`;
  if (goal === null) return shown;
  const [words, met] =
    'atMost' in goal
      ? [`at most ${goal.atMost}`, figure <= goal.atMost]
      : [`at least ${goal.atLeast}`, figure >= goal.atLeast];
  return `${shown.padEnd(56)}(goal: ${words}) ${met ? 'met' : 'MISSED'}`;
}
