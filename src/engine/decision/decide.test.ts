import { expect, test } from 'vitest';
import type { DocumentWarning } from '#domain/document-warnings.js';
import { notAssessed } from '#domain/signal.js';
import { sampleVerification } from '#domain/verification.suite.js';
import { decide, decideFaces, type FaceMatch } from '#engine/decision/decide.js';
import { defaultPolicy, type Policy } from '#engine/decision/policy.js';

const comparison = { score: -0.4, threshold: -0.47, falseMatchRate: 1e-5, falseMatchRateAtMost: 1e-5 };
const alike: FaceMatch = { match: true, inReviewBand: false, similarity: 0.8, comparison };
const close: FaceMatch = { match: false, inReviewBand: true, similarity: 0.7, comparison };
const different: FaceMatch = { match: false, inReviewBand: false, similarity: 0.3, comparison };
const { face, document } = sampleVerification();
const beforeExpiry = Date.UTC(2012, 3, 1);

const decided = (
  overrides: Partial<Parameters<typeof decide>[0]> = {},
  policy: Policy = defaultPolicy,
): readonly [string, readonly string[]] => {
  const verdict = decide({ faceMatch: alike, face, document, nowEpochMs: beforeExpiry, ...overrides }, policy);
  return [verdict.decision, verdict.reasons];
};

test('two faces: three bands', () => {
  expect(decideFaces(alike)).toEqual({ match: true, decision: 'match', similarity: 0.8, reasons: [], comparison });
  expect(decideFaces(close)).toMatchObject({ decision: 'review', reasons: ['similarity-in-review-band'] });
  expect(decideFaces(different)).toMatchObject({ decision: 'no-match', reasons: ['similarity-below-review-band'] });
});

test('a match with nothing against it is a match', () => {
  expect(decided()).toEqual(['match', []]);
});

test('faces that differ are no match, whatever else is wrong', () => {
  expect(decided({ faceMatch: different, nowEpochMs: Date.UTC(2030, 0, 1) })).toEqual([
    'no-match',
    ['similarity-below-review-band', 'document-expired'],
  ]);
});

test.each([
  ['on its last day', Date.UTC(2012, 3, 15, 23, 59), ['match', []]],
  ['while that day runs anywhere', Date.UTC(2012, 3, 16, 11, 59), ['match', []]],
  ['once it is over everywhere', Date.UTC(2012, 3, 16, 12, 0), ['review', ['document-expired']]],
])('a document that expires on 2012-04-15, %s', (_when, nowEpochMs, expected) => {
  expect(decided({ nowEpochMs })).toEqual(expected);
});

test('a document that had expired when it was read has, be its date incomplete', () => {
  const { dateOfExpiry, ...fields } = document.fields;
  expect(dateOfExpiry).toBeDefined();
  const warnings = ['expired', 'date-of-expiry-incomplete'] as const;
  expect(decided({ document: { ...document, fields, warnings: [...warnings] } })).toEqual([
    'review',
    ['document-expired'],
  ]);
});

test('a failed check digit, and a reading that is only unsure, are told apart', () => {
  const mrz = { ...document.mrz!, valid: false };
  const failed = { ...mrz, checkDigits: { ...mrz.checkDigits, composite: false } };
  expect(decided({ document: { ...document, mrz } })).toEqual(['review', ['document-reading-unsure']]);
  expect(decided({ document: { ...document, mrz: failed } })).toEqual(['review', ['document-check-digit-failed']]);
  expect(decided({ document: { ...document, mrz: null } })).toEqual(['match', []]);
});

test('a document that contradicts itself is looked at; what is only unusual is not', () => {
  const warned = (...warnings: DocumentWarning[]) => decided({ document: { ...document, warnings } });
  expect(warned('mrz-visual-zone-mismatch', 'dates-inconsistent')).toEqual(['review', ['document-contradictory']]);
  expect(warned('zones-agree-only-nearly', 'names-truncated')).toEqual(['match', []]);
});

test('a trace of a screen or a copy is looked at, never refused', () => {
  const cue = { name: 'fine-grid', verdict: 'suspicious', score: 0.9, reason: 'a grid' } as const;
  const missing = {
    name: 'fine-grid',
    verdict: 'not-assessed',
    score: null,
    reason: 'sharpness-insufficient',
  } as const;
  expect(decided({ document: { ...document, cues: [cue] } })).toEqual(['review', ['document-copy-suspected']]);
  expect(decided({ document: { ...document, cues: [missing] } })).toEqual(['match', []]);
});

test('a portrait that was set into the saved picture is looked at', () => {
  const cue = { name: 'portrait-compression', verdict: 'suspicious', score: 0.6, reason: 'set in' } as const;
  expect(decided({ document: { ...document, cues: [cue] } })).toEqual(['review', ['document-edit-suspected']]);
});

test('a trace that true documents show too is only reported', () => {
  const suspicious = { name: 'mrz-character', verdict: 'suspicious', score: 0.9, reason: 'a digit' } as const;
  expect(decided({ document: { ...document, cues: [suspicious] } })).toEqual(['match', []]);
});

test('a date that failed its check digit does not expire a document', () => {
  const dateOfExpiry = { ...document.fields.dateOfExpiry!, value: '1912-04-15', valid: false };
  expect(decided({ document: { ...document, fields: { ...document.fields, dateOfExpiry } } })).toEqual(['match', []]);
});

test.each([
  ['liveness', 'liveness-failed', 'liveness-not-assessed'],
  ['deepfake', 'deepfake-suspected', 'deepfake-not-assessed'],
] as const)('%s, once required, must be assessed and fine', (name, failed, missing) => {
  const policy = { ...defaultPolicy, requiredSignals: [name] };
  const assessed = (fine: boolean) => ({
    face: { ...face, [name]: { status: 'assessed', score: 0.5, fine } as const },
  });
  expect(decided(assessed(true), policy)).toEqual(['match', []]);
  expect(decided(assessed(false), policy)).toEqual(['review', [failed]]);
  expect(decided({ face: { ...face, [name]: notAssessed('framing-insufficient') } }, policy)).toEqual([
    'review',
    [missing],
  ]);
  expect(decided(assessed(false))).toEqual(['match', []]);
});

test('of gates that refuse at once each is told: quality, presentation attack, deepfake, match, document', () => {
  const everything: Policy = { requiredSignals: ['deepfake', 'liveness'], requiredQuality: ['sharpness'] };
  const refused = { status: 'assessed', score: 0.1, fine: false } as const;
  const spoilt = { ...face, liveness: refused, deepfake: refused };
  const expired = Date.UTC(2030, 0, 1);
  expect(decided({ faceMatch: close, face: spoilt, nowEpochMs: expired }, everything)).toEqual([
    'review',
    ['quality-insufficient', 'liveness-failed', 'deepfake-suspected', 'similarity-in-review-band', 'document-expired'],
  ]);
  const unseen = { ...face, liveness: notAssessed('model-unusable'), deepfake: notAssessed('no-model-installed') };
  expect(decided({ faceMatch: different, face: unseen }, everything)).toEqual([
    'no-match',
    ['quality-insufficient', 'liveness-not-assessed', 'deepfake-not-assessed', 'similarity-below-review-band'],
  ]);
});

test('a selfie that looks injected is looked at, required or not; one that was not assessed only where it is required', () => {
  const policy = { ...defaultPolicy, requiredSignals: ['injection'] } as const;
  const suspected = { status: 'assessed', score: 0.1, fine: false } as const;
  const fine = { status: 'assessed', score: 0.9, fine: true } as const;
  const missing = notAssessed('capture-not-told');
  for (const required of [defaultPolicy, policy]) {
    expect(decided({ injection: suspected }, required)).toEqual(['review', ['injection-suspected']]);
    expect(decided({ injection: fine }, required)).toEqual(['match', []]);
  }
  expect([decided({ injection: missing }), decided()]).toEqual([
    ['match', []],
    ['match', []],
  ]);
  for (const injection of [missing, undefined]) {
    expect(decided({ injection }, policy)).toEqual(['review', ['injection-not-assessed']]);
  }
});

test('quality counts where it is required', () => {
  expect(face.quality.sharpness.fine).toBe(false);
  expect(decided({}, { ...defaultPolicy, requiredQuality: ['exposure'] })).toEqual(['match', []]);
  expect(decided({}, { ...defaultPolicy, requiredQuality: ['exposure', 'sharpness'] })).toEqual([
    'review',
    ['quality-insufficient'],
  ]);
  // One that the picture does not allow to be measured is not fine either.
  const { exposure, ...others } = face.quality;
  expect(exposure.fine).toBe(true);
  const unmeasured = { ...face, quality: others as typeof face.quality }; // stored before it was measured
  expect(decided({ face: unmeasured }, { ...defaultPolicy, requiredQuality: ['exposure'] })).toEqual([
    'review',
    ['quality-insufficient'],
  ]);
});
