import type { ApplicationSettings } from '#domain/application-settings.js';
import type { Policy } from '#engine/decision/policy.js';

/** What an application's settings require of a decision. */
export const policyOf = ({ policy }: Pick<ApplicationSettings, 'policy'>): Policy => ({
  requiredSignals: [
    ...(policy.requireLiveness ? (['liveness'] as const) : []),
    ...(policy.requireDeepfake ? (['deepfake'] as const) : []),
    ...(policy.requireInjection ? (['injection'] as const) : []),
  ],
  requiredQuality: policy.requiredQuality,
  ...(policy.operatingPoint !== null && { operatingPoint: policy.operatingPoint }),
});
