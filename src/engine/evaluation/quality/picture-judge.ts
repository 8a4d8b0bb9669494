import type { Template } from '#domain/face.js';
import type { Quality } from '#domain/quality.js';
import { openImage } from '#engine/decode/image-source.js';
import type { SweepRunner } from '#engine/evaluation/quality/run-sweep.js';
import type { SweepSubject } from '#engine/evaluation/quality/sweep.js';
import { workingSidePixels } from '#engine/face-of-picture.js';
import { createExpressionClassifier } from '#engine/face/create-expression-classifier.js';
import { createFaceDetector } from '#engine/face/create-face-detector.js';
import { createFaceRecogniser } from '#engine/face/create-face-recogniser.js';
import type { ModelId } from '#engine/models/model-cards.js';
import { loadModels, type LoadedModel } from '#engine/models/model-store.js';
import { createQualityAssessor } from '#engine/quality/create-quality-assessor.js';
import { createQualityMeasures } from '#engine/quality/create-quality-measures.js';

export interface JudgedFace {
  readonly quality: Quality;
  readonly template: Template;
  /** Of assessing the quality; milliseconds. */
  readonly ms: number;
}

export interface PictureJudge {
  /** Of the largest face; null where the file or the face cannot be read. */
  judge(bytes: Uint8Array): Promise<JudgedFace | null>;
  /** The picture, no larger than `side` pixels, with its largest face. */
  subject(bytes: Uint8Array, side: number): Promise<SweepSubject | null>;
  readonly runner: SweepRunner;
}

/** Loads what judges the quality of faces. */
export async function createPictureJudge(modelsDirectory: string): Promise<PictureJudge> {
  const ids = ['face-detection', 'face-mesh', 'face-recognition', 'face-expression'] as const satisfies ModelId[];
  const models = await loadModels({ modelsDirectory, ids });
  const model = (id: (typeof ids)[number]): LoadedModel => models.get(id)!; // loadModels gives what it was asked for
  const detector = await createFaceDetector({
    faceDetection: model('face-detection').bytes,
    faceMesh: model('face-mesh').bytes,
  });
  const recogniser = await createFaceRecogniser(model('face-recognition'));
  const parts = { recogniser, expressions: await createExpressionClassifier(model('face-expression')) };
  const assessor = createQualityAssessor(parts);
  return {
    async judge(bytes) {
      const opened = await openImage(bytes, workingSidePixels);
      if (!opened.ok) return null;
      const image = await opened.value.resized(workingSidePixels);
      const [face, ...others] = await detector.detect(image);
      if (face === undefined) return null;
      const startedAt = performance.now();
      const quality = await assessor.assess(image, face, { scale: opened.value.width / image.width, others });
      const ms = performance.now() - startedAt;
      return { quality, template: await recogniser.embed(image, face.landmarks), ms };
    },
    async subject(bytes, side) {
      const opened = await openImage(bytes, side);
      if (!opened.ok) return null;
      const image = await opened.value.resized(side);
      const [face] = await detector.detect(image);
      return face === undefined ? null : { image, face };
    },
    runner: { measures: createQualityMeasures(parts), detector },
  };
}
