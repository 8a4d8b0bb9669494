import { shippedRecogniser } from '#engine/compare/recogniser-in-use.js';
import type { DocumentAssessment } from '#domain/document.js';
import type { DetectedFace, FaceAssessment, Template } from '#domain/face.js';
import type { FailureCode } from '#domain/failure.js';
import { fail, ok, type Outcome } from '#domain/outcome.js';
import { sampleVerification } from '#domain/verification.suite.js';
import type { EngineTasks } from '#engine/engine-tasks.js';
import { followPerson } from '#engine/liveness/active/follow-person.js';

const { face, document } = sampleVerification();

/** What the engine is to find in a picture. */
export interface PictureScript {
  /** Largest first; one sample face where nothing is said. */
  readonly faces?: readonly DetectedFace[];
  /** Templates whose numbers are .32 apart or less match: the native score is 1 − their distance, the threshold .68. */
  readonly template?: number;
  readonly face?: Partial<FaceAssessment>;
  readonly document?: Partial<DocumentAssessment>;
  /** Of everything that looks at the picture. */
  readonly failure?: FailureCode;
  readonly documentFailure?: FailureCode;
  /** The template of the document's portrait, as `template`; without it the document shows none. */
  readonly portrait?: number;
}

export const sampleFace: DetectedFace = {
  box: face.box,
  landmarks: face.landmarks,
  pose: face.pose,
  confidence: face.confidence,
  interEyeDistancePixels: face.interEyeDistancePixels,
};
/** The sample face, with its sides in this proportion. */
export const faceOfSize = (factor: number): DetectedFace => ({
  ...sampleFace,
  box: { ...face.box, width: face.box.width * factor, height: face.box.height * factor },
});

/** The upright picture of every script, in pixels. */
export const pictureSize = { width: 1000, height: 800 } as const;

const magic = Buffer.of(0xff, 0xd8, 0xff, 0xe0);
/** The file of a scripted picture: the magic bytes of a JPEG and the name of its script. */
export const pictureFile = (name: string): Buffer => Buffer.concat([magic, Buffer.from(name)]);

const templateOf = (first: number): Template => ({
  digest: 'scripted',
  vector: Float32Array.from({ length: 128 }, (_, i) => (i === 0 ? first : 0)),
});
const areaOf = ({ box }: DetectedFace): number => box.width * box.height;

/** An engine that finds what the scripts say; a picture without a script shows one face and one document. */
export function scriptedTasks(scripts: Readonly<Record<string, PictureScript>>): EngineTasks {
  const scriptOf = (bytes: Uint8Array): Required<Pick<PictureScript, 'faces' | 'template'>> & PictureScript => ({
    faces: [sampleFace],
    template: 0,
    ...scripts[Buffer.from(bytes).subarray(magic.length).toString()],
  });
  const onePicture = (bytes: Uint8Array, secondFace: 'ignored' | 'refused'): Outcome<DetectedFace> => {
    const { faces, failure } = scriptOf(bytes);
    if (failure !== undefined) return fail({ code: failure });
    const [largest, second] = faces;
    if (largest === undefined) return fail({ code: 'face-not-found' });
    const isAmbiguous = second !== undefined && areaOf(second) >= areaOf(largest) / 4;
    if (secondFace === 'refused' && isAmbiguous) return fail({ code: 'several-faces' });
    return largest.interEyeDistancePixels < 40 ? fail({ code: 'face-features-failed' }) : ok(largest);
  };
  return {
    recogniser: shippedRecogniser,
    async checkImage(bytes) {
      const { failure } = scriptOf(bytes);
      return failure === undefined ? ok(null) : fail({ code: failure });
    },
    async detectFaces(bytes) {
      const { faces, failure } = scriptOf(bytes);
      return failure === undefined ? ok({ ...pictureSize, faces: [...faces], timings: {} }) : fail({ code: failure });
    },
    async analysePortrait(bytes, { secondFace }) {
      const found = onePicture(bytes, secondFace);
      return found.ok ? ok({ face: found.value, template: templateOf(scriptOf(bytes).template), timings: {} }) : found;
    },
    async analyseSelfie(bytes) {
      const found = onePicture(bytes, 'refused');
      if (!found.ok) return found;
      const script = scriptOf(bytes);
      const assessed = { ...face, ...found.value, ...script.face };
      return ok({ face: assessed, template: templateOf(script.template), timings: {} });
    },
    async analyseDocument(bytes) {
      const script = scriptOf(bytes);
      const code = script.failure ?? script.documentFailure;
      if (code !== undefined) return fail({ code });
      return ok({
        document: { ...document, ...script.document },
        picture: pictureSize,
        portrait:
          script.portrait === undefined
            ? { status: 'failed', code: 'portrait-not-found' }
            : { status: 'ok', template: templateOf(script.portrait), face: sampleFace },
        timings: {},
      });
    },
    normaliseImage: async () => fail({ code: 'internal' }),
    reliefBetween: async () => fail({ code: 'internal' }),
    followPerson: async (followed, operatingPoint) => ok(followPerson(followed, operatingPoint)),
  };
}
