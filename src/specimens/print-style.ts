/** How documents of the world write a date; the key says what the eleventh of March looks like. */
export const dateStyles = {
  '11 MAR 2025': (d) => `${d.day} ${english[d.month]!} ${d.year}`,
  '11 MAR/MARS 2025': (d) => {
    const [first, second] = [english[d.month]!, french[d.month]!];
    return `${d.day} ${first === second ? first : `${first}/${second}`} ${d.year}`;
  },
  '11.03.2025': (d) => `${d.day}.${d.digits}.${d.year}`,
  '11/03/2025': (d) => `${d.day}/${d.digits}/${d.year}`,
  '11 03 2025': (d) => `${d.day} ${d.digits} ${d.year}`,
  '11-03-2025': (d) => `${d.day}-${d.digits}-${d.year}`,
  '2025-03-11': (d) => `${d.year}-${d.digits}-${d.day}`,
  '11. 3. 2025': (d) => `${Number(d.day)}. ${d.month + 1}. ${d.year}`,
  '11/MAR/2025': (d) => `${d.day}/${english[d.month]!}/${d.year}`,
  '11 MÄRZ 2025': (d) => `${d.day} ${german[d.month]!} ${d.year}`,
  '2025.03.11': (d) => `${d.year}.${d.digits}.${d.day}`,
} as const satisfies Record<string, (date: DateParts) => string>;
export type DateStyle = keyof typeof dateStyles;

interface DateParts {
  readonly day: string;
  /** 0–11. */
  readonly month: number;
  /** `01`–`12`. */
  readonly digits: string;
  readonly year: string;
}

/** ICAO 9303-3 §3.8: the English three-letter months. */
const english = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
/** ICAO 9303-3 §3.8: French, the usual second language of a passport. */
const french = ['JAN', 'FÉV', 'MARS', 'AVR', 'MAI', 'JUIN', 'JUIL', 'AOÛT', 'SEPT', 'OCT', 'NOV', 'DÉC'];
/** The usual short forms in German. */
const german = ['JAN', 'FEB', 'MÄRZ', 'APR', 'MAI', 'JUNI', 'JULI', 'AUG', 'SEPT', 'OKT', 'NOV', 'DEZ'];

/** A `YYYY-MM-DD` date as it is printed. */
export function printDate(isoDate: string, style: DateStyle): string {
  const [year, digits, day] = isoDate.split('-');
  if (year === undefined || digits === undefined || day === undefined) throw new Error('not an ISO date');
  return dateStyles[style]({ year, digits, day, month: Number(digits) - 1 });
}
