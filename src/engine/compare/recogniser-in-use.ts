import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { modelCardSchema, type ModelCard, type OperatingPoints } from '#domain/card.js';
import type { Metric } from '#engine/compare/native-score.js';
import { recogniserDigest } from '#engine/face/recogniser-digest.js';
import { ModelFileError } from '#engine/models/model-file-error.js';

/** Where a comparison is decided, in native scores, and what that costs. */
export interface OperatingPoint extends Pick<OperatingPoints, 'threshold' | 'reviewFrom' | 'falseMatchRates'> {
  readonly metric: Metric;
  /** The calibrated policy that it is of, as name@version. */
  readonly policy?: string;
}

/** The recogniser that an engine runs with: what made its templates, and where they are decided. Plain data. */
export interface RecogniserInUse {
  readonly id: string;
  readonly version: string;
  /** Model + preprocessing, as in its templates. */
  readonly digest: string;
  readonly operatingPoint: OperatingPoint;
}

/** Where a recogniser without operating points decides: nowhere. Nothing is a match, nothing is for review. */
export const nothingMatches = (metric: OperatingPoint['metric']): OperatingPoint => ({
  metric,
  threshold: Infinity,
  reviewFrom: Infinity,
  falseMatchRates: [],
});

/** What a card says of where its recogniser decides; null: nothing. */
export function operatingPointOf({ recogniser }: Pick<ModelCard, 'recogniser'>): OperatingPoint | null {
  if (recogniser?.operatingPoints === undefined) return null;
  const { threshold, reviewFrom, falseMatchRates } = recogniser.operatingPoints;
  return { metric: recogniser.metric, threshold, reviewFrom, falseMatchRates };
}

/**
 * The recogniser that ships, from its card: the one table of its thresholds, with their error rates and sources. It is
 * part of this package like the code, so it is read with the code.
 */
export const shippedRecogniser: RecogniserInUse = readShipped(
  fileURLToPath(new URL('../../../models/face-recognition.json', import.meta.url)),
);
export const shippedOperatingPoint: OperatingPoint = shippedRecogniser.operatingPoint;

function readShipped(cardPath: string): RecogniserInUse {
  try {
    const card = modelCardSchema.parse(JSON.parse(readFileSync(cardPath, 'utf8')));
    const operatingPoint = operatingPointOf(card);
    if (operatingPoint === null) throw new Error('the card has no operating points');
    return { id: card.id, version: card.version, digest: recogniserDigest(card), operatingPoint };
  } catch (cause) {
    throw new ModelFileError('face-recognition', cardPath, 'unreadable', { cause });
  }
}
