import { expect, test } from 'vitest';
import type { AssessedField } from '#domain/document.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { ootoOcrKeys } from '#http/apis/ooto/document-schema.js';
import { identifyResultSchema } from '#http/apis/ooto/schema.js';
import { toIdentifyResult } from '#http/apis/ooto/to-wire.js';

const notAssessed = { score: null, fine: false, status: 'not-assessed', reason: 'no-model-installed' };

test('a verification in the words of seed 000', () => {
  const result = toIdentifyResult(sampleVerification());
  expect(identifyResultSchema.parse(result)).toEqual(result);
  expect(result).toEqual({
    comparison: { similarity: 0.9124, same: true },
    face: {
      liveness: notAssessed,
      deepfake: notAssessed,
      quality: {
        age: 35,
        gender: 'female',
        race: 'unknown',
        pitch: -2.5,
        yaw: 3.1,
        roll: 0,
        uniformity: { value: 0.8123, fine: true },
        exposure: { value: 120.5, fine: true },
        contrast: { value: 45.25, fine: true },
        flare: { score: 0.02, fine: true },
        blur: { score: 0.25, fine: false },
        macroblocks: { score: 0.1, fine: true },
        distortion: { score: 0.95, fine: true },
        occlusion: { score: 0.01, fine: true },
        emotion: { score: 0.4, fine: true },
        left_eye_closed: { score: 0, fine: true },
        right_eye_closed: { score: 0.03, fine: true },
        crfiqa: { score: 0.64, fine: true },
      },
      box: { x: 100, y: 51, w: 201, h: 240 },
      landmarks: [
        [150, 130],
        [251, 131],
        [200, 180],
        [160, 230],
        [240, 231],
      ],
    },
    document: {
      doc: 'passport',
      ocr: {
        countryName: null,
        countryName_local: null,
        dateOfBirth: '1974-08-12',
        dateOfIssue: null,
        dateOfExpiration: '2012-04-15',
        IDPlaceOfBirthCountry: null,
        givenNames: 'ANNA MARIA',
        givenNames_local: null,
        surname: 'ERIKSSON',
        surname_local: null,
        identityCardNumber: 'L898902C3',
        issuingStateCode: 'UTO',
        sex: 'F',
        mrz: 'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<\nL898902C36UTO7408122F1204159ZE184226B<<<<<10',
        bookletNumber: 'L898902C3',
        citizenshipStatus: null,
        nationality: 'UTO',
        height_cm: null,
        weight_kg: null,
        eyes: null,
      },
      ocrReasons: {
        countryName: 'not-found',
        countryName_local: 'not-found',
        dateOfIssue: 'not-found',
        IDPlaceOfBirthCountry: 'not-found',
        givenNames_local: 'not-found',
        surname_local: 'not-found',
        citizenshipStatus: 'not-found',
        height_cm: 'not-found',
        weight_kg: 'not-found',
        eyes: 'not-found',
      },
      position: { x: 10, y: 21, w: 801, h: 560, angle: 1.3 },
      portrait: { x: 50, y: 200, w: 180, h: 240, angle: 0, box: { x: 50, y: 200, w: 180, h: 240 } },
    },
  });
});

test('the 20 keys of the published ocr block', () => {
  expect(ootoOcrKeys).toHaveLength(20);
});

test.each([
  [0.9123, true, { similarity: 0.9123, same: true }],
  [0.7499999, false, { similarity: 0.7499, same: false }],
])('similarity %d with match %s on the scale of seed 000', (similarity, match, comparison) => {
  expect(toIdentifyResult(sampleVerification({ similarity, match })).comparison).toEqual(comparison);
});

const sample = sampleVerification();
const ocrOf = (document: Partial<typeof sample.document>) =>
  toIdentifyResult({ ...sample, document: { ...sample.document, ...document } }).document;

test('a value that fails its check digit is withheld with the reason', () => {
  const dateOfBirth: AssessedField = {
    value: '1974-08-13',
    valid: false,
    source: 'mrz',
    confidence: 0.9,
    confirmedBy: [],
  };
  const mrz = { ...sample.document.mrz!, valid: false, checkDigits: { dateOfBirth: false, composite: false } };
  const { ocr, ocrReasons } = ocrOf({ mrz, fields: { ...sample.document.fields, dateOfBirth } });
  expect([ocr.dateOfBirth, ocrReasons.dateOfBirth]).toEqual([null, 'check-digit-failed']);
  expect([ocr.mrz, ocrReasons.mrz]).toEqual([null, 'check-digit-failed']);
  expect(ocr.surname).toBe('ERIKSSON');
});

test("the engine's own reason for withholding is passed on; an unsure zone is withheld", () => {
  const mrz = { ...sample.document.mrz!, valid: false };
  const { ocr, ocrReasons } = ocrOf({ mrz, withheld: { dateOfIssue: 'sources-disagree' } });
  expect([ocr.dateOfIssue, ocrReasons.dateOfIssue]).toEqual([null, 'sources-disagree']);
  expect([ocr.mrz, ocrReasons.mrz]).toEqual([null, 'reading-unsure']);
});

test('a card has no booklet; heights and weights are numbers', () => {
  const heightCentimetres: AssessedField = {
    value: '175',
    valid: null,
    source: 'visual-zone',
    confidence: 0.9,
    confirmedBy: [],
  };
  const { ocr, ocrReasons } = ocrOf({ type: 'id_card', fields: { ...sample.document.fields, heightCentimetres } });
  expect(ocr.identityCardNumber).toBe('L898902C3');
  expect([ocr.bookletNumber, ocrReasons.bookletNumber]).toEqual([null, 'not-applicable']);
  expect(ocr.height_cm).toBe(175);
});

test('the bounding box of a turned portrait encloses it; an angle stays above -180', () => {
  const portrait = { x: 100, y: 100, width: 40, height: 60, angleDegrees: 90 };
  expect(ocrOf({ portrait }).portrait).toEqual({
    x: 100,
    y: 100,
    w: 40,
    h: 60,
    angle: 90,
    box: { x: 90, y: 110, w: 60, h: 40 },
  });
  expect(ocrOf({ portrait: { ...portrait, angleDegrees: -179.99 } }).portrait.angle).toBe(180);
});

test('an assessed signal carries its number', () => {
  const liveness = { status: 'assessed', score: 0.98765, fine: true } as const;
  const result = toIdentifyResult({ ...sample, face: { ...sample.face, liveness } });
  expect(result.face.liveness).toEqual({ score: 0.9877, fine: true, status: 'assessed' });
});

test('race is the label of the net that the operator installed', () => {
  const verification = sampleVerification();
  const { face } = verification;
  const race = { label: 'label a', confidence: 0.9 };
  const told = toIdentifyResult({ ...verification, face: { ...face, demographics: { ...face.demographics, race } } });
  expect(told.face.quality.race).toBe('label a');
});
