import type { OperatingPoints } from '#domain/card.js';
import type { Metric } from '#engine/compare/native-score.js';
import { shippedRecogniser, type RecogniserInUse } from '#engine/compare/recogniser-in-use.js';
import type { Policy } from '#engine/decision/policy.js';

/** Where a comparison is decided, in native scores, and what that costs. */
export interface OperatingPoint extends Pick<OperatingPoints, 'threshold' | 'reviewFrom' | 'falseMatchRates'> {
  readonly metric: Metric;
  /** The calibrated policy that it is of, as name@version. */
  readonly policy?: string;
}

/** A threshold of another recogniser says nothing about this one: nobody may be decided upon by it. */
export class ForeignOperatingPointError extends Error {
  override readonly name = 'ForeignOperatingPointError';
}

/** Which recogniser an application's own threshold was measured with: the one it names, or the one that ships. */
export const digestOfOwnPoint = ({ recogniserDigest = shippedRecogniser.digest }: OwnPoint): string => recogniserDigest;

type OwnPoint = Pick<OperatingPoints, 'threshold'> & { readonly recogniserDigest?: string | undefined };

/**
 * Where an application decides: the point of the recogniser in use, or the application's own. Throws when that one cannot be, and `ForeignOperatingPointError` when it belongs to another recogniser.
 */
export function operatingPointUnder({ operatingPoint: own }: Policy, recogniser: RecogniserInUse): OperatingPoint {
  if (own === undefined) return recogniser.operatingPoint;
  const { threshold, reviewFrom, policy, falseMatchRates } = own;
  if (!(reviewFrom <= threshold && threshold < 1)) {
    throw new RangeError(`reviewFrom ≤ threshold < 1 does not hold for ${reviewFrom} and ${threshold}`);
  }
  if (digestOfOwnPoint(own) !== recogniser.digest) {
    throw new ForeignOperatingPointError(`the application's threshold was not measured with ${recogniser.id}`);
  }
  return {
    ...recogniser.operatingPoint,
    threshold,
    reviewFrom,
    ...(falseMatchRates === undefined ? {} : { falseMatchRates }),
    ...(policy === undefined ? {} : { policy }),
  };
}
