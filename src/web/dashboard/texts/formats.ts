// Operators read English; dates and times are in their own zone, but for whole days, which the server counts in UTC.
const language = 'en-GB';

export const timeFormat = new Intl.DateTimeFormat(language, {
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
});
export const timeLongFormat = new Intl.DateTimeFormat(language, {
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});
export const utcDayFormat = new Intl.DateTimeFormat(language, {
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
export const hourFormat = new Intl.DateTimeFormat(language, {
  day: '2-digit',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
export const shortDayFormat = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
export const utcShortDayFormat = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', timeZone: 'UTC' });
const countFormat = new Intl.NumberFormat(language);
const percentFormat = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });

const rateFormat = new Intl.NumberFormat(language, { style: 'percent', maximumSignificantDigits: 3 });

export const countOf = (count: number): string => countFormat.format(count);
/** `share`: 0 to 1. */
export const percentOf = (share: number): string => percentFormat.format(share);
/** `share`: 0 to 1, however small: `0.0137%`. */
export const rateOf = (share: number): string => rateFormat.format(share);

/** With about three digits: `0.412`, `1.2e-7`. */
export function numberOf(value: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 0.001) return value.toExponential(1);
  return Number(value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 3)).toString();
}

export function durationOf(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  const minutes = seconds / 60;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  const hours = minutes / 60;
  return hours < 48 ? `${Math.round(hours)} h` : `${Math.round(hours / 24)} days`;
}

export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1024)} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

/** `documentFront`, `document-front` → `Document front`. */
export function spaced(code: string): string {
  const words = code
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_.]/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
