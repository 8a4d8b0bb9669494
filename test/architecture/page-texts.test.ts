import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { en } from '#web/capture/texts/en.js';
import { languages } from '#web/capture/texts/languages.js';

const pages = path.resolve(import.meta.dirname, '../../src/web/capture');
const ofALanguage = new Set(languages.map((language) => path.join('texts', `${language}.ts`)));

test('every text of the capture pages is shown by one of them', () => {
  const code = readdirSync(pages, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\./.test(name) && !ofALanguage.has(name))
    .map((name) => readFileSync(path.join(pages, name), 'utf8'))
    .join('\n');
  const words = new Set(code.match(/\w+/g));
  expect(words.size).toBeGreaterThan(500);
  expect(Object.keys(en).filter((key) => !words.has(key))).toEqual([]);
});
