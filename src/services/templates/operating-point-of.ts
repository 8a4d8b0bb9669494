import type { ApplicationSettings } from '#domain/application-settings.js';
import { shippedOperatingPoint, type OperatingPoint } from '#engine/compare/operating-point.js';

/** Where an application decides: its own point from a calibration, else that of the recogniser's card. */
export const operatingPointOf = ({ policy }: Pick<ApplicationSettings, 'policy'>): OperatingPoint => ({
  ...shippedOperatingPoint,
  ...policy.operatingPoint,
});
