import { notAssessed } from '#domain/signal.js';
import type { QualityComponent } from '#domain/quality.js';
import type { Verification } from '#domain/verification.js';

const component = (native: number, scalar: number, fine = true): QualityComponent => ({ native, scalar, fine });

/** A whole, valid verification for tests: the specimen passport of ICAO 9303 and a matching selfie. */
export const sampleVerification = (overrides: Partial<Verification> = {}): Verification => ({
  match: true,
  decision: 'match',
  similarity: 0.912345,
  reasons: [],
  comparison: { score: -0.31, threshold: -0.47, falseMatchRate: 1e-5 },
  face: {
    box: { x: 100.4, y: 50.6, width: 200.2, height: 240.1 },
    landmarks: [
      { x: 150.2, y: 130.4 },
      { x: 250.6, y: 130.5 },
      { x: 200, y: 180 },
      { x: 160, y: 230 },
      { x: 240, y: 231 },
    ],
    pose: { yawDegrees: 3.14159, pitchDegrees: -2.5, rollDegrees: 0.001 },
    confidence: 0.99,
    interEyeDistancePixels: 100.4,
    demographics: { ageYears: 34.6, gender: 'female', genderConfidence: 0.97 },
    quality: {
      illuminationUniformity: component(0.81234567, 81),
      exposure: component(120.5, 100),
      contrast: component(45.25, 90),
      flare: component(0.02, 98),
      sharpness: component(12, 75, false),
      compressionArtifacts: component(0.1, 90),
      radialDistortion: component(0.01, 95),
      faceOcclusionPrevention: component(0.99, 99),
      expressionNeutrality: component(0.6, 60),
      leftEyeOpen: component(0.3, 100),
      rightEyeOpen: component(0.3, 97),
      unifiedQualityScore: component(64, 64),
    },
    liveness: notAssessed('no-model-installed'),
    deepfake: notAssessed('no-model-installed'),
  },
  document: {
    type: 'passport',
    format: 'TD3',
    side: 'data-page',
    position: { x: 10.2, y: 20.7, width: 800.5, height: 560.4, angleDegrees: 1.25 },
    quad: [
      { x: 10, y: 12 },
      { x: 810, y: 29 },
      { x: 800, y: 590 },
      { x: 0, y: 570 },
    ],
    portrait: { x: 50, y: 200, width: 180, height: 240, angleDegrees: 0 },
    mrz: {
      format: 'TD3',
      lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
      checkDigits: {
        documentNumber: true,
        dateOfBirth: true,
        dateOfExpiry: true,
        personalNumber: true,
        composite: true,
      },
      valid: true,
      negativeLogLikelihood: 0.4,
      repaired: false,
    },
    fields: {
      documentNumber: { value: 'L898902C3', valid: true, source: 'mrz', confidence: 0.99, confirmedBy: [] },
      surname: { value: 'ERIKSSON', valid: null, source: 'mrz', confidence: 0.98, confirmedBy: [] },
      givenNames: { value: 'ANNA MARIA', valid: null, source: 'mrz', confidence: 0.98, confirmedBy: [] },
      sex: { value: 'F', valid: null, source: 'mrz', confidence: 0.99, confirmedBy: [] },
      dateOfBirth: { value: '1974-08-12', valid: true, source: 'mrz', confidence: 0.99, confirmedBy: [] },
      dateOfExpiry: { value: '2012-04-15', valid: true, source: 'mrz', confidence: 0.99, confirmedBy: [] },
      nationality: { value: 'UTO', valid: null, source: 'mrz', confidence: 0.99, confirmedBy: [] },
      issuingState: { value: 'UTO', valid: null, source: 'mrz', confidence: 0.99, confirmedBy: [] },
    },
    barcodes: [],
    fullName: { value: 'ANNA MARIA ERIKSSON', composed: true },
    ageYears: 37,
    discrepancies: [],
    warnings: [],
    withheld: {},
  },
  timings: { total: 812.5 },
  ...overrides,
});
