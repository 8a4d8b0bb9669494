// Answers every pair of pictures as a matching verification, after a short while that keeps the worker's thread busy. A
// picture can ask for worse: see `obey`.
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
  observations: [],
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
const template = { digest: 'scripted', vector: new Float32Array(128).fill(1 / Math.sqrt(128)) };

function work(milliseconds) {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Does to its thread what the JSON behind the first four bytes of a picture says; any other picture is a good one. */
function obey(bytes) {
  const text = Buffer.from(bytes.subarray(4)).toString('latin1');
  if (!text.startsWith('{')) return;
  const { exit, loop, allocate, blockMs, fail } = JSON.parse(text);
  if (exit !== undefined) process.exit(exit);
  if (fail !== undefined) throw new Error(fail);
  if (blockMs !== undefined) work(blockMs);
  while (loop) Math.random();
  for (const kept = []; allocate;) kept.push(new Array(100_000).fill(Math.random()));
}

export async function createEngineTasks() {
  return {
    checkImage: async () => ({ ok: true, value: null }),
    detectFaces: async () => ({ ok: false, failure: { code: 'internal' } }),
    analysePortrait: async () => ({ ok: true, value: { face, template, timings: {} } }),
    normaliseImage: async (bytes) => ({ ok: true, value: { bytes, format: 'jpeg', originalFormat: 'jpeg' } }),
    reliefBetween: async () => ({ ok: false, failure: { code: 'internal' } }),
    followPerson: async () => ({ ok: false, failure: { code: 'internal' } }),
    async analyseSelfie(bytes) {
      obey(bytes);
      work(5);
      return { ok: true, value: { face, template, timings: { 'selfie.embed': 5 } } };
    },
    async analyseDocument(bytes) {
      obey(bytes);
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
