import { expect, test } from 'vitest';
import { en } from '#web/capture/texts/en.js';
import { chooseLanguage, languages, loadTexts } from '#web/capture/texts/languages.js';

test.each([
  [['de-AT', 'en'], 'de'],
  [['it', 'pt-BR', 'en'], 'pt'],
  [['ar-EG'], 'ar'],
  [['ja'], 'en'],
  [[], 'en'],
])('of %j %s is chosen', (wanted, chosen) => {
  expect(chooseLanguage(wanted)).toBe(chosen);
});

const placeholders = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();

test.each(languages)('%s fills in what English fills in, and leaves nothing empty', async (language) => {
  const { texts } = await loadTexts(language);
  const wrong = Object.entries(en).filter(([key, text]) => {
    const told = texts[key as keyof typeof en]; // of Object.entries
    return told.trim() === '' || String(placeholders(told)) !== String(placeholders(text));
  });
  expect(wrong).toEqual([]);
});
