import { expect, test } from 'vitest';
import { addScores, characterErrorRate, emptyScore, scoreVisualZone } from '#engine/evaluation/visual-zone-score.js';

test('values are paired with the nearest text, or the nearest part of one', () => {
  expect(scoreVisualZone(['DOE', '31.08.1977', 'Zoë'], ['LNDOE', 'DOB31.08.1977', 'Zoe', 'DOE'])).toEqual({
    values: 3,
    exact: 2,
    exactFolded: 3,
    exactWithoutSpaces: 3,
    edits: 1,
    characters: 16,
  });
});

test('a lost space is an edit, counted apart', () => {
  expect(scoreVisualZone(['13 07 1990'], ['13071990'])).toMatchObject({ exact: 0, exactWithoutSpaces: 1, edits: 2 });
});

test('a short value is not found inside a longer word', () => {
  expect(scoreVisualZone(['IMA'], ['MAXIMAL'])).toMatchObject({ exact: 0, edits: 3 });
  expect(scoreVisualZone(['F'], ['FRANCE'])).toMatchObject({ exact: 0, edits: 1 });
  expect(scoreVisualZone(['F'], ['SEX F'])).toMatchObject({ exact: 1, edits: 0 });
});

test('a value that was not read costs its characters, never more', () => {
  expect(scoreVisualZone(['BERLIN'], [])).toMatchObject({ exact: 0, edits: 6, characters: 6 });
  expect(scoreVisualZone(['AB'], ['XYZXYZXYZ'])).toMatchObject({ edits: 2 });
});

test('scores add up to one character error rate', () => {
  const total = addScores(scoreVisualZone(['BERLIN'], ['BERIIN']), scoreVisualZone(['PARI'], ['PARI']));
  expect(characterErrorRate(total)).toBe(0.1);
  expect(characterErrorRate(emptyScore)).toBeNull();
});
