import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { modelCardSchema, type OperatingPoints } from '#domain/card.js';
import type { Metric } from '#engine/compare/native-score.js';
import type { Policy } from '#engine/decision/policy.js';
import { ModelFileError } from '#engine/models/model-file-error.js';

/** Where a comparison is decided, in native scores, and what that costs. */
export interface OperatingPoint extends Pick<OperatingPoints, 'threshold' | 'reviewFrom' | 'falseMatchRates'> {
  readonly metric: Metric;
}

/**
 * The operating point of the recogniser that ships, from its card: the one table of its thresholds, with their error
 * rates and sources. It is part of this package like the code, so it is read with the code.
 */
export const shippedOperatingPoint: OperatingPoint = readOperatingPoint(
  fileURLToPath(new URL('../../../models/face-recognition.json', import.meta.url)),
);

/** Where an application decides: the shipped point, or the application's own. Throws when that one cannot be. */
export function operatingPointUnder({ operatingPoint }: Policy): OperatingPoint {
  if (operatingPoint === undefined) return shippedOperatingPoint;
  const { threshold, reviewFrom } = operatingPoint;
  if (!(reviewFrom <= threshold && threshold < 1)) {
    throw new RangeError(`reviewFrom ≤ threshold < 1 does not hold for ${reviewFrom} and ${threshold}`);
  }
  return { ...shippedOperatingPoint, threshold, reviewFrom };
}

function readOperatingPoint(cardPath: string): OperatingPoint {
  try {
    const { recogniser } = modelCardSchema.parse(JSON.parse(readFileSync(cardPath, 'utf8')));
    if (recogniser === undefined) throw new Error('the card has no block "recogniser"');
    const { metric, operatingPoints } = recogniser;
    const { threshold, reviewFrom, falseMatchRates } = operatingPoints;
    return { metric, threshold, reviewFrom, falseMatchRates };
  } catch (cause) {
    throw new ModelFileError('face-recognition', cardPath, 'unreadable', { cause });
  }
}
