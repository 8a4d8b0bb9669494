import type { QualityComponentName } from '#domain/quality.js';
import type { QualitySweep, SweepSubject } from '#engine/evaluation/quality/sweep.js';

import { isSameFace, overlapOf } from '#engine/face/box-overlap.js';
import type { FaceDetector, MeshedFace } from '#engine/face/face-detector.js';
import type { QualityMeasure } from '#engine/quality/create-quality-measures.js';
import { createMeasuredFace } from '#engine/quality/measured-face.js';

/** What one component did in a sweep. */
export interface SweepSeries {
  readonly sweep: QualitySweep;
  readonly component: QualityComponentName;
  readonly direction: 'rises' | 'falls';
  /** Native values, one row for each subject that was measured at every level. */
  readonly rows: readonly (readonly number[])[];
  /** Subjects that could not be measured at some level. */
  readonly lost: number;
}

export interface SweepRunner {
  readonly measures: Readonly<Record<QualityComponentName, QualityMeasure>>;
  readonly detector: FaceDetector;
}

/** Spoils every subject by each level and measures the components of the sweep. */
export async function runSweep(
  sweep: QualitySweep,
  subjects: readonly SweepSubject[],
  { measures, detector }: SweepRunner,
): Promise<SweepSeries[]> {
  const components = Object.entries(sweep.components) as [QualityComponentName, 'rises' | 'falls'][]; // Object.entries loses the key type
  const rows = new Map<QualityComponentName, number[][]>(components.map(([component]) => [component, []]));
  for (const subject of subjects) {
    const values = new Map<QualityComponentName, number[]>(components.map(([component]) => [component, []]));
    for (const level of sweep.levels) {
      const image = await sweep.spoil(subject, level);
      const faces = sweep.detectAgain === true ? await detector.detect(image) : [subject.face];
      const [face] = faces;
      if (face === undefined) break;
      const others = faces.slice(1).filter((other) => !sharesPlace(other, face));
      const measured = createMeasuredFace(image, face, { scale: 1, others });
      for (const [component] of components) {
        const native = await measures[component](measured);
        if (native !== null) values.get(component)!.push(native);
      }
    }
    for (const [component, row] of values) if (row.length === sweep.levels.length) rows.get(component)!.push(row);
  }
  return components.map(([component, direction]) => {
    const whole = rows.get(component)!;
    return { sweep, component, direction, rows: whole, lost: subjects.length - whole.length };
  });
}

const sharesPlace = (one: MeshedFace, other: MeshedFace): boolean => isSameFace(overlapOf(one.box, other.box));

/** How well a component followed its sweep. */
export interface SweepVerdict {
  /** Mean native value at each level. */
  readonly means: readonly number[];
  /** The mean moves the right way at every step. */
  readonly monotone: boolean;
  /** Subjects whose value at the last level lies on the right side of that at the first. */
  readonly followed: number;
  readonly total: number;
}

export function judgeSweep({ sweep, direction, rows }: SweepSeries): SweepVerdict {
  const sign = direction === 'rises' ? 1 : -1;
  const means = sweep.levels.map((_, level) => rows.reduce((sum, row) => sum + row[level]!, 0) / rows.length);
  return {
    means,
    monotone: means.every((mean, level) => level === 0 || sign * (mean - means[level - 1]!) > 0),
    followed: rows.filter((row) => sign * (row.at(-1)! - row[0]!) > 0).length,
    total: rows.length,
  };
}
