/** The similarity that the engine gives at the operating point, whatever the native score there (seed 000's own anchor). */
export const similarityAtThreshold = 0.75;

/** How a dialect publishes the likeness of two faces: from `least` to `most`, a match from `threshold` on. */
export interface PublishedScale {
  readonly least: number;
  readonly threshold: number;
  readonly most: number;
  /** Digits behind the decimal point. */
  readonly decimals: number;
}

/** Seed 000: `comparison.similarity` of 0–1, `same` from .75 on. */
export const ootoScale: PublishedScale = { least: 0, threshold: 0.75, most: 1, decimals: 4 };

/** Seed 001 and its `face/compare`: `confidence` of 0–100, `threshold` 80. */
export const deepidvScale: PublishedScale = { least: 0, threshold: 80, most: 100, decimals: 2 };

/** Seed 003: `faceComparison.confidence` of 0–1; the anchor of .75 is decided (spec, "Scales"). */
export const clearConsentConfidenceScale: PublishedScale = { least: 0, threshold: 0.75, most: 1, decimals: 4 };

/** Seed 003: `similarityScore` and `overallScore`, whole numbers of 0–100 that are the confidence × 100. */
export const clearConsentScoreScale: PublishedScale = { least: 0, threshold: 75, most: 100, decimals: 0 };

/** Seed 004: `score` of 0–100, "default threshold is set to 27". */
export const trustmaticScale: PublishedScale = { least: 0, threshold: 27, most: 100, decimals: 0 };

/** In steps: keeps 0.9123 (held as 0.91230000000000003) from becoming 0.9124. */
const tinyStep = 1e-6;

/**
 * The engine's similarity on a dialect's scale: two straight lines that meet where the engine's threshold and the scale's
 * do, rounded away from there. `published ≥ scale.threshold` holds exactly where `match` does; the verdict leads where
 * the similarity is a hair on the other side.
 * @param similarity 0–1, as of `similarityOf`
 */
export function publishedScore(similarity: number, match: boolean, scale: PublishedScale): number {
  const stepsPerUnit = 10 ** scale.decimals;
  const steps = onScale(similarity, scale) * stepsPerUnit;
  const [least, threshold, most] = [scale.least, scale.threshold, scale.most].map((end) =>
    Math.round(end * stepsPerUnit),
  ) as [number, number, number]; // three in, three out
  const rounded = match
    ? Math.min(most, Math.max(threshold, Math.ceil(steps - tinyStep)))
    : Math.max(least, Math.min(threshold - 1, Math.floor(steps + tinyStep)));
  return rounded / stepsPerUnit;
}

function onScale(similarity: number, { least, threshold, most }: PublishedScale): number {
  if (similarity < similarityAtThreshold) {
    return least + similarity * ((threshold - least) / similarityAtThreshold);
  }
  const above = (most - threshold) / (1 - similarityAtThreshold);
  return threshold + (similarity - similarityAtThreshold) * above;
}
