import type { DocumentAssessment } from '#domain/document.js';
import type { FaceAssessment } from '#domain/face.js';
import { qualityComponentNames, type Quality } from '#domain/quality.js';
import type { SandboxScenario } from '#domain/sandbox.js';
import type { Signal } from '#domain/signal.js';

/** Size of every sandbox picture, in pixels; places below lie in it. */
export const sandboxPicture = { width: 1280, height: 960 } as const;

const assessed = (fine: boolean): Signal => ({ status: 'assessed', score: fine ? 0.98 : 0.02, fine });

/** A face in the middle of the picture, with every signal assessed: nothing here says how good the real signals are. */
export const sandboxFace = ({ liveness = 'fine', deepfake = 'fine' }: SandboxScenario): FaceAssessment => ({
  box: { x: 440, y: 280, width: 400, height: 480 },
  landmarks: [
    { x: 540, y: 470 },
    { x: 740, y: 470 },
    { x: 640, y: 570 },
    { x: 560, y: 660 },
    { x: 720, y: 660 },
  ],
  pose: { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 },
  confidence: 0.99,
  interEyeDistancePixels: 200,
  demographics: { ageYears: 34, gender: 'female', genderConfidence: 0.97 },
  quality: Object.fromEntries(
    qualityComponentNames.map((name) => [name, { native: 1, scalar: 100, fine: true }]),
  ) as Quality, // one entry for each name
  liveness: assessed(liveness === 'fine'),
  deepfake: assessed(deepfake === 'fine'),
  observations: [],
});

/** All that there are in the picture, the largest first. */
export function sandboxFaces(scenario: SandboxScenario): FaceAssessment[] {
  const face = sandboxFace(scenario);
  if (scenario.faceFailure === 'face-not-found') return [];
  if (scenario.faceFailure !== 'several-faces') return [face];
  return [face, { ...face, box: { ...face.box, x: 40, width: 360 } }];
}

/** The specimen of ICAO 9303-4, with an expiry that lies ahead of `nowEpochMs` unless the scenario says otherwise. */
export function sandboxDocument(
  { document, documentFailure }: SandboxScenario,
  nowEpochMs: number,
): DocumentAssessment {
  const year = new Date(nowEpochMs).getUTCFullYear();
  const field = (value: string, valid: boolean | null) => ({
    value,
    valid,
    source: 'mrz' as const,
    confidence: 0.99,
    confirmedBy: [],
  });
  const checkDigitHolds = document !== 'check-digit-failed';
  return {
    type: 'passport',
    format: 'TD3',
    side: 'data-page',
    position: { x: 100, y: 100, width: 1000, height: 700, angleDegrees: 0 },
    quad: [
      { x: 100, y: 100 },
      { x: 1100, y: 100 },
      { x: 1100, y: 800 },
      { x: 100, y: 800 },
    ],
    portrait:
      documentFailure === 'portrait-not-found' ? null : { x: 150, y: 300, width: 220, height: 280, angleDegrees: 0 },
    mrz: {
      format: 'TD3',
      lines: ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10'],
      checkDigits: { documentNumber: true, dateOfBirth: true, dateOfExpiry: true, composite: checkDigitHolds },
      valid: checkDigitHolds,
      negativeLogLikelihood: 0.1,
      repaired: false,
    },
    barcodes: [],
    fields: {
      documentNumber: field('L898902C3', true),
      surname: field('ERIKSSON', null),
      givenNames: field('ANNA MARIA', null),
      sex: field('F', null),
      dateOfBirth: field('1974-08-12', true),
      dateOfExpiry: field(document === 'expired' ? '2012-04-15' : `${year + 5}-04-15`, true),
      nationality: field('UTO', null),
      issuingState: field('UTO', null),
    },
    fullName: { value: 'ANNA MARIA ERIKSSON', composed: true },
    ageYears: year - 1974 - 1,
    discrepancies: [],
    warnings: document === 'contradictory' ? ['mrz-visual-zone-mismatch'] : document === 'expired' ? ['expired'] : [],
    localLanguages: [],
    cues:
      document === 'copy-suspected'
        ? [{ name: 'fine-grid', verdict: 'suspicious', score: 0.9, reason: 'sandbox' }]
        : [],
    withheld: {},
  };
}
