import { qualityComponentNames, type Quality, type QualityComponentName } from '#domain/quality.js';
import { alarmsOfOthersLimits } from '#engine/evaluation/quality/others-limits.js';
import { proportion, type Proportion } from '#engine/evaluation/proportion.js';
import { percentileOf } from '#engine/quality/pixel-statistics.js';
import { qualityThresholds } from '#engine/quality/thresholds.js';

/** What one component says of a set of pictures. */
export interface ComponentFigures {
  /** Native values: smallest, 5 %, median, 95 %, largest. */
  readonly native: {
    readonly least: number;
    readonly p5: number;
    readonly median: number;
    readonly p95: number;
    readonly most: number;
  };
  readonly medianScalar: number;
  /** Not fine by the shipped limits. */
  readonly flagged: Proportion;
  /** The same, by limits that were each set without the picture they judge (see `alarmsOfOthersLimits`). */
  readonly flaggedByOthersLimits: Proportion;
  /** Pictures that do not allow the component. */
  readonly notAssessed: number;
}

export type QualityFigures = Readonly<Partial<Record<QualityComponentName, ComponentFigures>>>;

/** Figures of every component that any of the pictures allows. */
export function qualityFigures(pictures: readonly Quality[]): QualityFigures {
  const figures: Partial<Record<QualityComponentName, ComponentFigures>> = {};
  for (const name of qualityComponentNames) {
    const components = pictures.flatMap((quality) => quality[name] ?? []);
    if (components.length === 0) continue;
    const natives = components.map(({ native }) => native);
    const sorted = Float64Array.from(natives).sort();
    const { lower, upper } = qualityThresholds[name];
    figures[name] = {
      native: {
        least: sorted[0]!,
        p5: percentileOf(sorted, 0.05),
        median: percentileOf(sorted, 0.5),
        p95: percentileOf(sorted, 0.95),
        most: sorted.at(-1)!,
      },
      medianScalar: percentileOf(Float64Array.from(components, ({ scalar }) => scalar).sort(), 0.5),
      flagged: proportion(components.filter(({ fine }) => !fine).length, components.length),
      flaggedByOthersLimits: proportion(
        alarmsOfOthersLimits(natives, { lower: lower !== undefined, upper: upper !== undefined }),
        components.length,
      ),
      notAssessed: pictures.length - components.length,
    };
  }
  return figures;
}
