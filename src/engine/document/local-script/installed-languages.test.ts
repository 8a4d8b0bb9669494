import { expect, test } from 'vitest';
import {
  findInstalledLanguages,
  installCommand,
  isInstalled,
} from '#engine/document/local-script/installed-languages.js';
import { localLanguagesOf } from '#engine/document/tables/local-languages.js';

const [hebrew] = localLanguagesOf('ISR');

test('without the packages no language is installed', () => {
  const none = findInstalledLanguages(() => null);
  expect(none).toEqual({ engineFolder: null, files: {} });
  expect(isInstalled(none, hebrew!)).toBe(false);
});

test('data without the engine is not enough, and a package without the file that is read does not count', () => {
  expect(isInstalled({ engineFolder: null, files: { heb: '/heb.traineddata.gz' } }, hebrew!)).toBe(false);
  expect(findInstalledLanguages((name) => `/nowhere/${name}`).files).toEqual({});
});

test('the languages that the tests need are found where npm put them', () => {
  const found = findInstalledLanguages();
  expect(Object.keys(found.files)).toEqual(expect.arrayContaining(['ara', 'heb']));
  expect(isInstalled(found, hebrew!)).toBe(true);
});

test('the command names the engine and every language', () => {
  expect(installCommand(['heb', 'chi_sim'])).toBe(
    'npm install --no-save tesseract.js-core@7.0.0 @tesseract.js-data/heb @tesseract.js-data/chi_sim',
  );
});
