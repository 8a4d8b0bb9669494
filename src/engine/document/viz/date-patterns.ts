/** The parts of a date in the order of an expression's groups. */
export type DatePart = 'era' | 'eraYear' | 'year' | 'month' | 'day' | 'first' | 'second' | 'words';

export interface DatePattern {
  readonly expression: RegExp;
  readonly parts: readonly DatePart[];
}

/** A digit as small print is read; letters only where digits stand around them. */
const digit = '[0-9OoQIl|SB]';
const gap = "[\\s.,:;/\\\\\\-–—·•'’]{0,3}";
/** `12th`, `1er`, `12 de agosto de`, `ngày 12 tháng 8 năm`: what stands between the parts of a date as words. */
const ordinal = '(?:st|nd|rd|th|er|re|º|ª|[.,]?\\sdel?(?=\\s))?';
const yearSuffix = '(?:年|г\\.?|m\\.?)?';
/** Korean documents put the month's number and the English name side by side: `01 1월/JAN 1980`. */
const word = '[\\p{L}\\p{M}]{3,15}\\.?';
const monthWords = `(?:\\d{1,2}월\\s?[/|]?\\s?)?(${word}(?:\\s{0,2}[/|\\-]\\s{0,2}${word})?|[IVX]{1,4}|\\p{Script=Thai}{1,2}[\\p{M}]?\\.\\s?\\p{Script=Thai}{1,2}\\.)`;

/** Tried in this order; the first that yields a date that exists wins. */
export const datePatterns: readonly DatePattern[] = [
  // 昭和50年8月12日, 令和元年8月12日, S50.8.12, 民國63年8月12日
  {
    expression:
      /(明治|大正|昭和|平成|令和|民國|民国|(?<!\p{L})[MTSHR](?=\s?\d{1,2}[.年]))\s?(元|\d{1,3})\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})/gu,
    parts: ['era', 'eraYear', 'month', 'day'],
  },
  // 12 AUG/AOUT 1974, 12 août 74, 08-AUG-1974, 12.VIII.1974, 12 de agosto de 1974
  {
    expression: new RegExp(
      `(?<![\\p{L}\\p{N}])(${digit}{1,2})${ordinal}${gap}${monthWords}(?:\\sdel?(?=\\s))?${gap}(${digit}{4}|${digit}{2})(?!\\p{N})`,
      'gu',
    ),
    parts: ['day', 'words', 'year'],
  },
  // AUG 12, 1974
  {
    expression: new RegExp(
      `(?<!\\p{L})${monthWords}${gap}(${digit}{1,2})(?:st|nd|rd|th)?(?:\\s|,)${gap}(${digit}{4})(?!\\p{N})`,
      'gu',
    ),
    parts: ['words', 'day', 'year'],
  },
  // 1974. aug. 12, 1974-AUG-12, 1974 m. rugpjūčio 12 d., 1974. gada 12. augusts
  {
    expression: new RegExp(
      `(?<!\\p{N})((?:19|20)\\d{2})${gap}(?:m\\.\\s)?${monthWords}${gap}(\\d{1,2})(?!\\p{N})`,
      'gu',
    ),
    parts: ['year', 'words', 'day'],
  },
  {
    expression: /(?<!\p{N})((?:19|20)\d{2})\.?\s?gada\s(\d{1,2})\.?\s?([\p{L}]{3,12})/gu,
    parts: ['year', 'day', 'words'],
  },
  // 1974-08-12, 1974年08月12日, 1974년 8월 12일, 19740812
  {
    expression: /(?<!\p{N})((?:19|20)\d{2})[\s.,/年년-]{0,3}(\d{1,2})[\s.,/月월-]{0,3}(\d{1,2})(?!\p{N})/gu,
    parts: ['year', 'month', 'day'],
  },
  // ngày 12 tháng 8 năm 1974
  {
    expression: /(?<!\p{N})(\d{1,2})\s?th[aá]ng\s?(\d{1,2})\s?n[aă]m\s?(\d{4})/giu,
    parts: ['day', 'month', 'year'],
  },
  // 12.08.1974, 08/12/1974, 12 08 1974, 12081974, 12. 8. 1974
  {
    expression: new RegExp(
      `(?<!\\p{N})(${digit}{1,2})${gap}(${digit}{1,2})${gap}(${digit}{4})${yearSuffix}(?!\\p{N})`,
      'gu',
    ),
    parts: ['first', 'second', 'year'],
  },
  // 12.08.74: here separators are needed, six bare digits are no date
  {
    expression: new RegExp(
      `(?<!\\p{N})(${digit}{2})[\\s.,/\\-]{1,2}(${digit}{2})[\\s.,/\\-]{1,2}(${digit}{2})(?![\\p{N}.,/\\-])`,
      'gu',
    ),
    parts: ['first', 'second', 'year'],
  },
];
