import type { z } from 'zod';

/** Enough to mend a request by; a million wrong items must not make an answer larger than the request. */
const mostProblems = 10;
const longestProblem = 200;

/** Names what does not fit a schema, field by field; never a value. `whole`: what a problem of the whole is said of. */
export function problemsOf({ issues }: z.ZodError, whole?: string): string {
  const told = issues.slice(0, mostProblems).map(({ path, message }) => {
    const place = path.length === 0 ? whole : path.map(String).join('.');
    return shortened(place === undefined ? message : `${place}: ${message}`);
  });
  const rest = issues.length - told.length;
  return [...told, ...(rest > 0 ? [`and ${rest} more`] : [])].join('; ');
}

const shortened = (text: string): string => (text.length > longestProblem ? `${text.slice(0, longestProblem)}…` : text);
