import type { FaceAssessment } from '#domain/face.js';
import { ok, type Outcome } from '#domain/outcome.js';
import { analysePortrait } from '#engine/analyse-portrait.js';
import type { RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import { openImage, type ImageSource } from '#engine/decode/image-source.js';
import { normaliseImage } from '#engine/decode/normalise-image.js';
import type { DeepfakeAssessor } from '#engine/deepfake/create-deepfake-assessor.js';
import type { DocumentReader } from '#engine/document/document-reader.js';
import type { DocumentAnalysis, EngineTasks, FacesAnalysis, SelfieAnalysis } from '#engine/engine-tasks.js';
import type { DemographicsEstimator } from '#engine/face/create-demographics-estimator.js';
import { faceOfPicture, leastInterEyeDistancePixels, workingSidePixels } from '#engine/face-of-picture.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import type { FaceRecogniser } from '#engine/face/face-recogniser.js';
import { observeFace } from '#engine/forensics/observe-face.js';
import { scaleFace, scaleLandmarks } from '#engine/face/scale-face.js';
import { followPerson } from '#engine/liveness/active/follow-person.js';
import { reliefBetween } from '#engine/liveness/active/relief.js';
import type { LivenessAssessor } from '#engine/liveness/liveness-assessor.js';
import type { QualityAssessor } from '#engine/quality/quality-assessor.js';
import type { RaceEstimator } from '#engine/race/create-race-estimator.js';
import { createStopwatch } from '#engine/stopwatch.js';

/** The parts that the tasks are made of; each is an interface of one or two methods. */
export interface EngineParts {
  readonly faceDetector: FaceDetector;
  readonly faceRecogniser: FaceRecogniser;
  readonly recogniser: RecogniserInUse;
  readonly demographicsEstimator: DemographicsEstimator;
  readonly raceEstimator: RaceEstimator;
  readonly qualityAssessor: QualityAssessor;
  readonly livenessAssessor: LivenessAssessor;
  readonly deepfakeAssessor: DeepfakeAssessor;
  readonly documentReader: DocumentReader;
  /** What the two assessors judge by. */
  readonly signalModels: NonNullable<FaceAssessment['models']>;
}

/** The engine's work in this thread. `session.run` blocks, so a server runs this in workers. */
export function createInProcessTasks(parts: EngineParts): EngineTasks {
  return {
    recogniser: parts.recogniser,
    async checkImage(bytes) {
      const picture = await openImage(bytes, workingSidePixels);
      return picture.ok ? ok(null) : picture;
    },
    async analyseSelfie(bytes) {
      return analyseSelfie(bytes, parts);
    },
    async analyseDocument(bytes, nowEpochMs) {
      return analyseDocument(bytes, new Date(nowEpochMs), parts);
    },
    async detectFaces(bytes) {
      return detectFaces(bytes, parts);
    },
    async analysePortrait(bytes, options) {
      return analysePortrait(bytes, options, parts);
    },
    async normaliseImage(bytes) {
      return normaliseImage(bytes);
    },
    async reliefBetween(from, to) {
      return ok(reliefBetween(from, to));
    },
    async followPerson(faces, operatingPoint) {
      return ok(followPerson(faces, operatingPoint));
    },
  };
}

async function analyseSelfie(bytes: Uint8Array, parts: EngineParts): Promise<Outcome<SelfieAnalysis>> {
  const stopwatch = createStopwatch();
  const found = await faceOfPicture(bytes, { secondFace: 'refused' }, parts.faceDetector, stopwatch, 'selfie');
  if (!found.ok) return found;
  const { picture, working, face, others, scale } = found.value;
  const template = await stopwatch.time('selfie.embed', async () => {
    const closer = await withEnoughPixels(picture, face, parts.faceRecogniser.interEyeDistancePixels);
    return parts.faceRecogniser.embed(closer.image, closer.face);
  });
  const demographics = await stopwatch.time('selfie.demographics', async () => {
    const race = await parts.raceEstimator.estimate(working, face);
    return { ...(await parts.demographicsEstimator.estimate(working, face)), ...(race !== null && { race }) };
  });
  const quality = await stopwatch.time('selfie.quality', () =>
    parts.qualityAssessor.assess(working, face, { scale, others }),
  );
  const liveness = await stopwatch.time('selfie.liveness', () =>
    parts.livenessAssessor.assess(working, face, quality.sharpness),
  );
  const deepfake = await stopwatch.time('selfie.deepfake', () => parts.deepfakeAssessor.assess(working, face));
  const observations = await stopwatch.time('selfie.observations', () => observeFace(picture, working, face.box));
  const { signalModels } = parts;
  const models = {
    liveness: liveness.status === 'assessed' ? signalModels.liveness : [],
    deepfake: deepfake.status === 'assessed' ? signalModels.deepfake : [],
  };
  return ok({
    face: { ...scaleFace(face, scale), demographics, quality, liveness, deepfake, models, observations },
    template,
    timings: stopwatch.timings,
  });
}

async function analyseDocument(bytes: Uint8Array, now: Date, parts: EngineParts): Promise<Outcome<DocumentAnalysis>> {
  const stopwatch = createStopwatch();
  const opened = await stopwatch.time('document.decode', () => openImage(bytes, workingSidePixels));
  if (!opened.ok) return opened;
  const read = await stopwatch.time('document.read', () => parts.documentReader.read(opened.value, now));
  if (!read.ok) return read;
  const { document, portrait, timings } = read.value;
  const analysis = async (): Promise<DocumentAnalysis['portrait']> => {
    if (portrait === null) return { status: 'failed', code: 'portrait-not-found' };
    if (portrait.interEyeDistancePixels < leastInterEyeDistancePixels) {
      return { status: 'failed', code: 'portrait-features-failed' };
    }
    const template = await parts.faceRecogniser.embed(portrait.image, portrait.face);
    return { status: 'ok', template, face: scaleFace(portrait.face, 1) };
  };
  const portraitAnalysis = await stopwatch.time('document.embed', analysis);
  const { width, height } = opened.value;
  return ok({
    document,
    picture: { width, height },
    portrait: portraitAnalysis,
    timings: { ...stopwatch.timings, ...timings },
  });
}

async function detectFaces(bytes: Uint8Array, parts: EngineParts): Promise<Outcome<FacesAnalysis>> {
  const stopwatch = createStopwatch();
  const opened = await stopwatch.time('decode', () => openImage(bytes, workingSidePixels));
  if (!opened.ok) return opened;
  const { width, height } = opened.value;
  const working = await opened.value.resized(workingSidePixels);
  const faces = await stopwatch.time('detect', () => parts.faceDetector.detect(working));
  return ok({
    width,
    height,
    faces: faces.map((face) => scaleFace(face, width / working.width)),
    timings: stopwatch.timings,
  });
}

/** The smallest copy of the picture that carries all the detail that the recogniser can use. */
async function withEnoughPixels(picture: ImageSource, face: MeshedFace, usedInterEyeDistancePixels: number) {
  const working = await picture.resized(workingSidePixels);
  const wanted = Math.ceil(usedInterEyeDistancePixels) / face.interEyeDistancePixels;
  if (wanted <= 1 || picture.width <= working.width) return { image: working, face };
  const image = await picture.resized(Math.round(workingSidePixels * wanted));
  const factor = image.width / working.width;
  const mesh = face.mesh.map((coordinate) => coordinate * factor);
  return { image, face: { landmarks: scaleLandmarks(face.landmarks, factor), mesh } };
}
