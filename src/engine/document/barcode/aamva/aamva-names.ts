import type { AamvaProblem } from '#engine/document/barcode/aamva/parse-aamva.js';

/** The elements of a card: null where it gives no value. */
export type GetElement = (id: string) => string | null;

/**
 * The names in the elements of any version: `DCS`, `DAC` and `DAD` (from 4 on, and in 0 and 1 with `DAB` for `DCS`),
 * `DCS` and `DCT` (2 and 3), or `DAA` alone (0 and 1): family name, given names and suffix, parted by commas. Suffixes
 * and prefixes are no part of a name. A truncation indicator (`DDE`, `DDF`, `DDG`) that says T is a problem.
 */
export function aamvaNames(
  get: GetElement,
  problems: AamvaProblem[],
): { surname: string | null; givenNames: string | null } {
  for (const id of ['DDE', 'DDF', 'DDG']) {
    if (get(id)?.toUpperCase() === 'T') problems.push({ code: 'name-truncated', subject: id });
  }
  const [wholeFamily, ...wholeGiven] = (get('DAA') ?? '').split(/\s*[,$]\s*/);
  const suffix = get('DCU') ?? get('DAE');
  const given = join([get('DAC'), get('DAD')]) ?? join([get('DCT')]);
  return {
    surname: join([get('DCS') ?? get('DAB') ?? wholeFamily ?? null]),
    givenNames: given ?? join(wholeGiven.filter((part) => part !== suffix && !isSuffix(part))),
  };
}

const isSuffix = (part: string): boolean => /^(JR|SR|I{1,3}|IV|VI{0,3}|[1-9](ST|ND|RD|TH))\.?$/i.test(part);

/** Commas stand between given names in some issuers' `DCT`. */
function join(parts: readonly (string | null)[]): string | null {
  const text = parts
    .flatMap((part) => part?.split(/[\s,]+/) ?? [])
    .filter(Boolean)
    .join(' ');
  return text === '' ? null : text;
}
