// Answers every pair of pictures as a matching verification, after a short while that keeps the worker's thread busy.
const component = { native: 1, scalar: 100, fine: true };
const components = [
  'illuminationUniformity',
  'exposure',
  'contrast',
  'flare',
  'sharpness',
  'compressionArtifacts',
  'radialDistortion',
  'faceOcclusionPrevention',
  'expressionNeutrality',
  'leftEyeOpen',
  'rightEyeOpen',
  'unifiedQualityScore',
];
const point = { x: 1, y: 1 };
const signal = { status: 'not-assessed', score: null, fine: false, reason: 'no-model-installed' };
const face = {
  box: { x: 1, y: 1, width: 10, height: 10 },
  landmarks: [point, point, point, point, point],
  pose: { yawDegrees: 0, pitchDegrees: 0, rollDegrees: 0 },
  confidence: 1,
  interEyeDistancePixels: 50,
  demographics: { ageYears: null, gender: 'unknown', genderConfidence: null },
  quality: Object.fromEntries(components.map((name) => [name, component])),
  liveness: signal,
  deepfake: signal,
};
const rectangle = { x: 1, y: 1, width: 10, height: 10, angleDegrees: 0 };
const document = {
  type: 'passport',
  format: 'TD3',
  side: 'data-page',
  position: rectangle,
  quad: [point, point, point, point],
  portrait: rectangle,
  mrz: null,
  fields: { surname: { value: 'ERIKSSON', valid: null, source: 'visual-zone', confidence: 0.9, confirmedBy: [] } },
  fullName: { value: 'ERIKSSON', composed: true },
  ageYears: null,
  discrepancies: [],
  warnings: [],
  localLanguages: [],
  cues: [],
  withheld: {},
};
const template = { digest: 'scripted', vector: new Float32Array(128) };

function work(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

export async function createEngineTasks() {
  return {
    checkImage: async () => ({ ok: true, value: null }),
    detectFaces: async () => ({ ok: false, failure: { code: 'internal' } }),
    analysePortrait: async () => ({ ok: true, value: { face, template, timings: {} } }),
    normaliseImage: async (bytes) => ({ ok: true, value: { bytes, format: 'jpeg', originalFormat: 'jpeg' } }),
    reliefBetween: async () => ({ ok: false, failure: { code: 'internal' } }),
    followPerson: async () => ({ ok: false, failure: { code: 'internal' } }),
    async analyseSelfie() {
      work(5);
      return { ok: true, value: { face, template, timings: { 'selfie.embed': 5 } } };
    },
    async analyseDocument() {
      work(5);
      return {
        ok: true,
        value: {
          document,
          picture: { width: 20, height: 20 },
          portrait: { status: 'ok', template, face },
          timings: { 'document.read': 4, mrz: 1 },
        },
      };
    },
  };
}
