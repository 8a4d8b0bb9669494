import type { OperatingPoints } from '#domain/card.js';
import type { QualityComponentName } from '#domain/quality.js';

/** What an application requires beyond likeness. A required thing that is not assessed counts as failed. */
export interface Policy {
  readonly requiredSignals: readonly ('liveness' | 'deepfake' | 'injection')[];
  /** Components of the selfie's quality that must be fine. */
  readonly requiredQuality: readonly QualityComponentName[];
  /**
   * An application's own calibration, in native scores: `reviewFrom` ≤ `threshold` < 1. Absent: as the recogniser's card
   * says. `recogniserDigest`: what it was measured with; absent: the recogniser that ships.
   */
  readonly operatingPoint?: Pick<OperatingPoints, 'threshold' | 'reviewFrom'> & { readonly recogniserDigest?: string };
}

/** Likeness, and what the document says of itself. Liveness and deepfake are asked for, never assumed. */
export const defaultPolicy: Policy = { requiredSignals: [], requiredQuality: [] };
