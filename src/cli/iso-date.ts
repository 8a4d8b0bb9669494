import { InvalidArgumentError } from 'commander';

/** A day of the command line, at noon UTC. Throws `InvalidArgumentError`. */
export function isoDate(text: string): Date {
  const date = new Date(`${text}T12:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError(`${text} is not a date such as 2026-05-01.`);
  }
  return date;
}
