import { createContext, useContext } from 'react';
import { en, type TextKey, type Texts } from '#web/capture/texts/en.js';
import type { Language } from '#web/capture/texts/languages.js';

export type Filled = Readonly<Record<string, string | number>>;

export interface TextTools {
  readonly language: Language;
  /** The text in the person's language, `{…}` filled in. */
  readonly say: (key: TextKey, filled?: Filled) => string;
  readonly days: (count: number) => string;
  readonly size: (bytes: number) => string;
  readonly number: (value: number) => string;
  readonly choose: (language: Language) => void;
}

export function makeTextTools(language: Language, texts: Texts, choose: TextTools['choose']): TextTools {
  // Digits as in the rest of the page, also in Arabic: addresses and codes are written with them.
  const locale = `${language}-u-nu-latn`;
  return {
    language,
    choose,
    say: (key, filled = {}) => texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(filled[name] ?? whole)),
    days: (count) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: 'day',
        unitDisplay: 'long',
        maximumFractionDigits: 1,
      }).format(count),
    size: (bytes) =>
      new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: 'megabyte',
        unitDisplay: 'short',
        maximumFractionDigits: 0,
      }).format(bytes / 1_048_576),
    number: (value) => new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(value),
  };
}

export const TextContext = createContext<TextTools>(makeTextTools('en', en, () => undefined));
export const useTexts = (): TextTools => useContext(TextContext);
