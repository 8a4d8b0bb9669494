import { en, type Texts } from '#web/capture/texts/en.js';

/** Each in its own words, in the order of the menu. */
export const languageNames = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  pt: 'Português',
  ar: 'العربية',
} as const;
export type Language = keyof typeof languageNames;
export const languages = Object.keys(languageNames) as Language[]; // Object.keys loses the key type

const loaders: Readonly<Record<Language, () => Promise<Texts>>> = {
  en: async () => en,
  de: async () => (await import('#web/capture/texts/de.js')).de,
  fr: async () => (await import('#web/capture/texts/fr.js')).fr,
  es: async () => (await import('#web/capture/texts/es.js')).es,
  pt: async () => (await import('#web/capture/texts/pt.js')).pt,
  ar: async () => (await import('#web/capture/texts/ar.js')).ar,
};

/** The texts of a language; those of English where they cannot be loaded. */
export async function loadTexts(language: Language): Promise<{ language: Language; texts: Texts }> {
  try {
    return { language, texts: await loaders[language]() };
  } catch {
    return { language: 'en', texts: en };
  }
}

export const directionOf = (language: Language): 'ltr' | 'rtl' => (language === 'ar' ? 'rtl' : 'ltr');

/** The first of the wanted languages (BCP 47, best first) that there is. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = tag.toLowerCase().split('-')[0];
    const found = languages.find((language) => language === base);
    if (found !== undefined) return found;
  }
  return 'en';
}
