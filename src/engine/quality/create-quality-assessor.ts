import { qualityComponentNames, qualitySchema, type Quality, type QualityComponent } from '#domain/quality.js';
import { createQualityMeasures, type QualityMeasureDependencies } from '#engine/quality/create-quality-measures.js';
import { createMeasuredFace } from '#engine/quality/measured-face.js';
import type { QualityAssessor } from '#engine/quality/quality-assessor.js';
import { judge, qualityThresholds } from '#engine/quality/thresholds.js';

/** Every component that the picture allows, judged by one table of thresholds. */
export function createQualityAssessor(dependencies: QualityMeasureDependencies): QualityAssessor {
  const measures = createQualityMeasures(dependencies);
  return {
    async assess(picture, face, context): Promise<Quality> {
      const measured = createMeasuredFace(picture, face, context);
      const quality: Record<string, QualityComponent> = {};
      for (const name of qualityComponentNames) {
        const native = await measures[name](measured);
        if (native !== null) quality[name] = judge(native, qualityThresholds[name]);
      }
      return qualitySchema.parse(quality);
    },
  };
}
