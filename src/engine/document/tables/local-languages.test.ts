import { expect, test } from 'vitest';
import { localLanguages, localLanguagesOf } from '#engine/document/tables/local-languages.js';
import { localStateNames } from '#engine/document/tables/local-state-names.js';
import { stateNames } from '#engine/document/tables/state-names.js';
import { shareOfScript } from '#engine/document/text/script-of-text.js';

test('a state with two scripts has both languages, a state of Latin letters none', () => {
  expect(localLanguagesOf('ISR')).toEqual([
    { code: 'heb', name: 'Hebrew', script: 'Hebr' },
    { code: 'ara', name: 'Arabic', script: 'Arab' },
  ]);
  expect(localLanguagesOf('FRA')).toEqual([]);
  expect(localLanguagesOf('toString')).toEqual([]);
});

test('every language belongs to a state', () => {
  const used = new Set(Object.keys(stateNames).flatMap((state) => localLanguagesOf(state).map(({ code }) => code)));
  expect(localLanguages.filter(({ code }) => !used.has(code))).toEqual([]);
});

test("every state's name is written in the script of one of its languages", () => {
  const wrong = Object.entries(localStateNames).flatMap(([state, names]) =>
    names.filter((name) => !localLanguagesOf(state).some(({ script }) => shareOfScript(name, script) === 1)),
  );
  expect(wrong).toEqual([]);
});
