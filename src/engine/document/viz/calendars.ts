import { foldText } from '#engine/document/text/fold-text.js';

/** The Gregorian year before the first of each era (Japan's by their proclamation; the Republic of China, 1912). */
const yearsBeforeEra: Readonly<Record<string, number>> = {
  明治: 1867,
  大正: 1911,
  昭和: 1925,
  平成: 1988,
  令和: 2018,
  民國: 1911,
  民国: 1911,
  M: 1867,
  T: 1911,
  S: 1925,
  H: 1988,
  R: 2018,
};

/** The Gregorian year of an era's; 元 is the first. Null for an era that the table lacks. */
export function yearOfEra(era: string, yearText: string): number | null {
  const before = yearsBeforeEra[era];
  return before === undefined ? null : before + (yearText === '元' ? 1 : Number(yearText));
}

/** Years of the Thai solar calendar (Buddhist era) are 543 more; no other calendar on documents counts so far. */
const buddhist = { least: 2400, most: 2700, ahead: 543 } as const;

export const withoutBuddhistEra = (year: number): number =>
  year >= buddhist.least && year <= buddhist.most ? year - buddhist.ahead : year;

/** Months of the Solar Hijri calendar, in Iran's and in Afghanistan's names, Farvardin (Hamal) first. */
const persianMonths: readonly (readonly string[])[] = [
  ['فروردین', 'حمل', 'farvardin', 'hamal'],
  ['اردیبهشت', 'ثور', 'ordibehesht', 'sawr'],
  ['خرداد', 'جوزا', 'khordad', 'jawza'],
  ['تیر', 'سرطان', 'tir', 'saratan'],
  ['مرداد', 'اسد', 'mordad', 'asad'],
  ['شهریور', 'سنبله', 'shahrivar', 'sonbola'],
  ['مهر', 'میزان', 'mehr', 'mizan'],
  ['آبان', 'عقرب', 'aban', 'aqrab'],
  ['آذر', 'قوس', 'azar', 'qaws'],
  ['دی', 'جدی', 'dey', 'jadi'],
  ['بهمن', 'دلو', 'bahman', 'dalwa'],
  ['اسفند', 'حوت', 'esfand', 'hut'],
].map((names) => names.map(foldText));

/** The month (1–12) of the Solar Hijri calendar that a word names, or null. */
export function persianMonthOfWord(word: string): number | null {
  const index = persianMonths.findIndex((names) => names.includes(foldText(word)));
  return index < 0 ? null : index + 1;
}

const persian = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  timeZone: 'UTC',
});
const dayMs = 86_400_000;
/** The Solar Hijri year begins at the March equinox of the Gregorian year 621 later. */
const persianYearsBehind = 621;

/** The Gregorian date of one of the Solar Hijri calendar; null where it does not exist. */
export function fromPersian(year: number, month: number, day: number): Date | null {
  // Six months of 31 days, then of 30: the first guess is right to a day or two.
  const daysBefore = month <= 6 ? 31 * (month - 1) : 186 + 30 * (month - 7);
  const guess = Date.UTC(year + persianYearsBehind, 2, 21) + (daysBefore + day - 1) * dayMs;
  for (const shift of [0, -1, 1, -2, 2]) {
    const date = new Date(guess + shift * dayMs);
    const part = Object.fromEntries(persian.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
    if (part.year === year && part.month === month && part.day === day) return date;
  }
  return null;
}

/** Zeros of the scripts whose digits documents print: Arabic, Persian, Devanagari, Bengali, Thai, Khmer, full width. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0x17e0, 0xff10];

/** The text with the digits of other scripts as ASCII digits; no character changes its place. */
export const asciiDigits = (text: string): string =>
  text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = digit.length === 1 ? zeros.find((start) => code >= start && code < start + 10) : undefined;
    return zero === undefined ? digit : String(code - zero);
  });
