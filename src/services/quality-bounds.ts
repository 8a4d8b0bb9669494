import type { QualityComponentName } from '#domain/quality.js';
import { qualityThresholds } from '#engine/quality/thresholds.js';

/** Between which native values each component is fine; null: no bound to that side. */
export const qualityBounds: Readonly<
  Record<QualityComponentName, { readonly least: number | null; readonly most: number | null }>
> = Object.fromEntries(
  Object.entries(qualityThresholds).map(([name, { lower, upper }]) => [
    name,
    { least: lower?.at ?? null, most: upper?.at ?? null },
  ]),
) as never; // the same names
