import type { accuracyCalls } from '#contract/dashboard/accuracy.js';
import { answer, type DashboardHandlers } from '#http/dashboard/handler.js';
import type { HttpDependencies } from '#http/dependencies.js';

/** The recogniser in use, and the error rates that were published of it. */
export function accuracyHandlers({
  dashboard: { recogniser, accuracy },
}: HttpDependencies): DashboardHandlers<keyof typeof accuracyCalls> {
  const { id, version, digest, operatingPoint } = recogniser;
  // A recogniser that was never calibrated decides at infinity, which JSON cannot say.
  const finite = (score: number): number | null => (Number.isFinite(score) ? score : null);
  return {
    accuracy: async () =>
      answer({
        recogniser: {
          id,
          version,
          digest,
          threshold: finite(operatingPoint.threshold),
          reviewFrom: finite(operatingPoint.reviewFrom),
          falseMatchRates: operatingPoint.falseMatchRates.map(({ score, rate }) => ({ score, rate })),
        },
        published: accuracy.recogniserDigest === digest ? accuracy.published : null,
      }),
  };
}
