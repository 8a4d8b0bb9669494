const longestMs = 10 * 60_000;

/** After a fault: 1 s, doubled with each in a row up to 10 minutes, drawn between half of that and all of it. */
export function backoffMs(faults: number, random: () => number): number {
  const most = Math.min(longestMs, 1000 * 2 ** (faults - 1));
  return Math.round(most * (0.5 + 0.5 * random()));
}
