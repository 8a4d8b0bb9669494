import type { QualityComponentName } from '#domain/quality.js';

/** What an application requires beyond likeness. A required thing that is not assessed counts as failed. */
export interface Policy {
  readonly requiredSignals: readonly ('liveness' | 'deepfake')[];
  /** Components of the selfie's quality that must be fine. */
  readonly requiredQuality: readonly QualityComponentName[];
}

/** Likeness, and what the document says of itself. Liveness and deepfake are asked for, never assumed. */
export const defaultPolicy: Policy = { requiredSignals: [], requiredQuality: [] };
