import { expect, test } from 'vitest';
import { padFigures } from '#engine/evaluation/pad/pad-figures.js';
import type { JudgedPresentation } from '#engine/evaluation/pad/presentation.js';
import { proportion } from '#engine/evaluation/proportion.js';

const threshold = 0.5;
let files = 0;
const judged = (
  subject: string,
  species: string | null,
  said: number | 'framing-insufficient',
): JudgedPresentation => ({
  file: `${subject}-${(files += 1)}`,
  subject,
  species,
  ...(typeof said === 'number'
    ? { score: said, fine: said >= threshold, reason: null }
    : { score: null, fine: false, reason: said }),
});

test('error rates by species, worst first; what was not assessed is no error', () => {
  const evaluation = padFigures(
    [
      judged('a', null, 0.9),
      judged('a', null, 0.4),
      judged('b', null, 'framing-insufficient'),
      judged('b', 'print', 0.1),
      judged('b', 'print', 0.2),
      judged('c', 'screen', 0.1),
      judged('c', 'screen', 'framing-insufficient'),
      judged('c', 'mask', 0.9),
    ],
    threshold,
  );
  expect(evaluation.bonaFide).toEqual({
    presentations: 3,
    people: 2,
    bpcer: proportion(1, 2),
    nonResponses: { 'framing-insufficient': 1 },
  });
  expect(evaluation.attacks).toEqual([
    { species: 'mask', presentations: 1, apcer: proportion(1, 1), nonResponses: {} },
    { species: 'screen', presentations: 2, apcer: proportion(0, 1), nonResponses: { 'framing-insufficient': 1 } },
    { species: 'print', presentations: 2, apcer: proportion(0, 2), nonResponses: {} },
  ]);
});

test('a threshold is tried on the people that it was not chosen on', () => {
  // Halves: a and c, b and d. Each threshold is the lowest score of the other half.
  const evaluation = padFigures(
    [judged('a', null, 0.8), judged('b', null, 0.6), judged('c', 'print', 0.7), judged('d', 'print', 0.7)],
    threshold,
  );
  expect(evaluation.otherPeople).toEqual({
    wantedBpcer: 0.02,
    thresholds: [0.6, 0.8],
    bpcer: proportion(1, 2),
    apcer: proportion(1, 2),
  });
});

test('without bona fide people in both halves no threshold can be tried', () => {
  expect(padFigures([judged('a', null, 0.9), judged('b', 'print', 0.1)], threshold).otherPeople).toBeNull();
});
