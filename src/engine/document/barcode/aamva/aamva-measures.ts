import { heightCentimetres, weightKilograms } from '#engine/document/viz/measurements.js';

const centimetresPerInch = 2.54;
/** Without a unit, three digits from here on are feet and inches (`511`), and those below inches or centimetres. */
const leastFeetAndInches = 300;
/** Nobody is so tall in inches, and hardly anybody so small in centimetres. */
const largestInches = 96;

/**
 * A height in whole centimetres: `068 in`, `173 cm`, `5'-08"`, `508` (feet and inches, version 1), `68` (inches).
 * @param inInches what the element is defined in; a unit that is written out overrules it
 * @returns null when it is no height
 */
export function aamvaHeightCentimetres(text: string, inInches: boolean): string | null {
  const [, digits, unit] = /^(\d{2,3})\s*(in|cm|")?\.?$/i.exec(text.trim()) ?? [];
  const number = Number(digits);
  const inches = unit === undefined ? inInches && number <= largestInches : !/cm/i.test(unit);
  if (digits !== undefined && inches)
    return textOf(heightCentimetres(`${Math.round(number * centimetresPerInch)}`, false));
  if (digits !== undefined && (unit !== undefined || number < leastFeetAndInches)) {
    return textOf(heightCentimetres(`${number}`, false));
  }
  return textOf(heightCentimetres(text, true));
}

/** A weight in whole kilograms: `180`, `180 lb`, `082 kg`. Null when it is none. */
export const aamvaWeightKilograms = (text: string, inPounds: boolean): string | null =>
  textOf(weightKilograms(text, inPounds));

const textOf = (number: number | null): string | null => (number === null ? null : String(number));
