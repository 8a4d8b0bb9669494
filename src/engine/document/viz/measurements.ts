const centimetresPerInch = 2.54;
const kilogramsPerPound = 0.45359237;

/** Of adults and children who hold documents; outside, the text was misread or is something else. */
const plausibleHeightCentimetres = { least: 40, most: 250 } as const;
const plausibleWeightKilograms = { least: 2, most: 350 } as const;

/**
 * A height in whole centimetres: `1,78 m`, `1.78`, `178 cm`, `178`, `5'-11"`, `5-11`, `511` (AAMVA: feet and two digits
 * of inches, only where `feetAndInches`). Null when it is none.
 */
export function heightCentimetres(text: string, feetAndInches: boolean): number | null {
  const compact = text.replace(/\s/g, '').replace(/[Oo]/g, '0');
  const [, metres, fraction] = /^([12])[.,](\d{2})(?:m|M|$)/.exec(compact) ?? [];
  if (metres !== undefined) return plausibleHeight(Number(metres) * 100 + Number(fraction));
  const [, feet, inches] =
    /^([3-7])(?:'|’|‘|`|´|′|-|ft|FT){1,3}(\d{1,2})/.exec(compact) ??
    (feetAndInches ? (/^([3-7])(\d{2})$/.exec(compact) ?? []) : []);
  if (feet !== undefined && Number(inches) < 12) {
    return plausibleHeight(Math.round((Number(feet) * 12 + Number(inches)) * centimetresPerInch));
  }
  const [, centimetres] = /^(\d{2,3})(?:cm|CM|Cm)?\.?$/.exec(compact) ?? [];
  return centimetres === undefined || (feetAndInches && !/cm/i.test(compact))
    ? null
    : plausibleHeight(Number(centimetres));
}

/** A weight in whole kilograms: `80 kg`, `176 lb`, `176` (pounds where `pounds`). Null when it is none. */
export function weightKilograms(text: string, pounds: boolean): number | null {
  const [, number, unit] = /^(\d{1,3})(kg|kgs|1b|ib|lb|ibs|lbs|1bs)?\.?$/i.exec(text.replace(/\s/g, '')) ?? [];
  if (number === undefined) return null;
  const inPounds = unit === undefined ? pounds : !/^kg/i.test(unit);
  const kilograms = Math.round(Number(number) * (inPounds ? kilogramsPerPound : 1));
  const { least, most } = plausibleWeightKilograms;
  return kilograms >= least && kilograms <= most ? kilograms : null;
}

function plausibleHeight(centimetres: number): number | null {
  const { least, most } = plausibleHeightCentimetres;
  return centimetres >= least && centimetres <= most ? centimetres : null;
}
