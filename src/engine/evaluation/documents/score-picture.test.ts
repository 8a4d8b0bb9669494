import { expect, test } from 'vitest';
import type { AssessedField, DocumentAssessment, Mrz } from '#domain/document.js';
import type { CompleteReading } from '#engine/document/create-document-reader.js';
import type { DocumentTruth } from '#engine/evaluation/documents/document-truth.js';
import { documentFigures } from '#engine/evaluation/documents/figures.js';
import { pictureFaults } from '#engine/evaluation/documents/picture-faults.js';
import { scorePicture, type PictureReading } from '#engine/evaluation/documents/score-picture.js';

const box = (x: number, y: number, width: number, height: number): DocumentAssessment['quad'] => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];

const mrz = (lines: string[], valid = true): Mrz => ({
  format: 'TD3',
  lines,
  checkDigits: {},
  valid,
  negativeLogLikelihood: 0,
  repaired: false,
});

function reading(changes: Partial<DocumentAssessment>, texts: string[] = []): CompleteReading['readings'][number] {
  const document: DocumentAssessment = {
    type: 'passport',
    position: { x: 10, y: 10, width: 60, height: 40, angleDegrees: 0 },
    quad: box(10, 10, 60, 40),
    portrait: null,
    mrz: null,
    format: 'TD3',
    side: 'data-page',
    barcodes: [],
    fullName: null,
    ageYears: null,
    discrepancies: [],
    warnings: [],
    cues: [],
    fields: {},
    localLanguages: [],
    withheld: {},
    ...changes,
  };
  return { document, portrait: null, timings: {}, texts, mrzReading: null };
}

const read = (...readings: CompleteReading['readings'][number][]): PictureReading => ({
  failure: readings.length > 1 ? 'several-documents' : null,
  readings,
  width: 100,
  height: 100,
  milliseconds: 5,
});

const passport: DocumentTruth = {
  file: 'a.jpg',
  recipe: 'table',
  scene: 'one',
  readable: true,
  mrz: { format: 'TD3', lines: ['P<A', '1234'], checkDigitsValidAsPrinted: true },
  documents: [
    {
      layout: 'one',
      type: 'passport',
      mrzLines: ['P<A', '1234'],
      quad: box(10, 10, 60, 40),
      portraitQuad: box(12, 12, 10, 14),
      visualZone: [
        { field: 'surname', printed: 'MÜLLER', value: 'MÜLLER', readable: true },
        { field: 'dateOfBirth', printed: '11 MAR 1990', value: '1990-03-11', readable: true },
      ],
    },
  ],
};
const field = (value: string): AssessedField => ({
  value,
  valid: null,
  source: 'visual-zone',
  confidence: 1,
  confirmedBy: [],
});

test('a picture that was read right has no fault', () => {
  const score = scorePicture(
    passport,
    read(
      reading(
        {
          mrz: mrz(['P<A', '1234']),
          portrait: { x: 12, y: 12, width: 10, height: 14, angleDegrees: 0 },
          fields: { surname: field('MÜLLER'), dateOfBirth: field('1990-03-11') },
        },
        ['MÜLLER', '11 MAR 1990'],
      ),
    ),
  );
  expect(pictureFaults(score)).toEqual([]);
  expect(documentFigures([score])).toMatchObject({
    mrz: { labelled: 1, found: 1, exact: 1, dataLinesExact: 1, accepted: 1, acceptedWrong: 0, claimedWhereNone: 0 },
    readableMrz: { labelled: 1, exact: 1 },
    quad: { meanOverlap: 1, atLeast75: { count: 1, total: 1 }, upright: { count: 1, total: 1 } },
    portrait: { found: { count: 1, total: 1 }, meanOverlap: 1, claimedWhereNone: 0 },
    type: { count: 1, total: 1 },
    scenes: { one: { count: 1, total: 1 } },
    visualZone: { values: 2, exact: 2, diacritics: { count: 1, total: 1 }, inRightField: { count: 2, total: 2 } },
    failures: {},
    medianMs: 5,
    p90Ms: 5,
  });
});

test('every kind of fault is named, with what was expected and what was read', () => {
  const score = scorePicture(
    passport,
    read(
      reading(
        {
          type: 'id_card',
          quad: [2, 3, 0, 1].map((i) => box(10, 10, 60, 20)[i]!) as DocumentAssessment['quad'],
          mrz: mrz(['P<B', '1234']),
          fields: { givenNames: field('MULLER') },
        },
        ['MULLER'],
      ),
    ),
  );
  expect(pictureFaults(score)).toEqual([
    'MRZ ACCEPTED, BUT WRONG: expected P<A | 1234',
    'MRZ: got      P<B | 1234',
    'one: type: expected passport, got id_card',
    'one: corners overlap by 0.50',
    'one: not upright',
    'one: portrait not found',
    'surname: "MÜLLER": 1 of 1 diacritics lost',
    'surname: expected "MÜLLER", got nothing',
    'dateOfBirth: "11 MAR 1990" was not read',
    'dateOfBirth: expected "1990-03-11", got nothing',
  ]);
  expect(documentFigures([score]).mrz).toMatchObject({ exact: 0, dataLinesExact: 1, acceptedWrong: 1 });
});

test('of several documents each is paired with the reading that lies on it', () => {
  const two: DocumentTruth = {
    file: 'b.jpg',
    scene: 'two',
    mrz: null,
    documents: [
      { type: 'passport', mrzLines: null, quad: box(0, 0, 40, 40) },
      { type: 'visa', mrzLines: null, quad: box(50, 50, 40, 40) },
    ],
  };
  const [visa, pass] = [reading({ type: 'visa', quad: box(50, 50, 40, 40) }), reading({ quad: box(0, 0, 40, 40) })];
  expect(pictureFaults(scorePicture(two, read(visa, pass)))).toEqual([]);
  expect(pictureFaults(scorePicture(two, read(visa)))).toEqual([
    'scene: expected two, got one document',
    'document: not found',
  ]);
});

test.each([
  ['none', null, ['scene: expected none, got one document']],
  ['text', 'document-not-found', []],
  ['one', 'document-not-found', ['scene: expected one, got document-not-found']],
] as const)('a picture of %s where the reader says %s', (scene, failure, faults) => {
  const truth: DocumentTruth = { file: 'c.jpg', scene, mrz: null };
  expect(pictureFaults(scorePicture(truth, { ...read(), failure }))).toEqual(faults);
});

test('a placeholder must not be accepted, and wrong check digits must be refused', () => {
  const template: DocumentTruth = { file: 'd.jpg', mrz: 'placeholder' };
  expect(pictureFaults(scorePicture(template, read(reading({ mrz: mrz(['P<X'], false) }))))).toEqual([]);
  expect(pictureFaults(scorePicture(template, read(reading({ mrz: mrz(['P<X']) }))))).toEqual([
    'MRZ: claimed where there is none: P<X',
  ]);
  const wrong: DocumentTruth = {
    file: 'e.jpg',
    mrz: { format: 'TD3', lines: ['P<X'], checkDigitsValidAsPrinted: false },
  };
  expect(documentFigures([scorePicture(wrong, read(reading({ mrz: mrz(['P<X'], false) })))]).mrz.refusedInvalid).toBe(
    1,
  );
  expect(pictureFaults(scorePicture(wrong, read(reading({ mrz: mrz(['P<X']) }))))).toEqual([
    'MRZ: wrong check digits were not refused',
  ]);
});
