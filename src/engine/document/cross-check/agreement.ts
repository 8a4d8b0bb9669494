import type { DiscrepancyKind } from '#domain/document.js';

/**
 * How what another zone says stands to a reference value:
 * - `equal`: the same by the rules for the field;
 * - `equal-spelling`: the same, and the reference, in the letters of an MRZ, vouches for the other's spelling;
 * - `extends`: the reference is cut off, the other goes on from there;
 * - `other-century`: the same date but for the century, which the other prints and the reference does not;
 * - `incomparable`: the two say nothing about each other;
 * - a kind of discrepancy.
 */
export type Agreement = 'equal' | 'equal-spelling' | 'extends' | 'other-century' | 'incomparable' | DiscrepancyKind;

/** Whether the other value vouches for the reference. */
export const agrees = (agreement: Agreement): boolean =>
  agreement === 'equal' || agreement === 'equal-spelling' || agreement === 'extends' || agreement === 'other-century';

/** Whether the two contradict each other, and how. */
export const asDiscrepancy = (agreement: Agreement): DiscrepancyKind | null =>
  agrees(agreement) || agreement === 'incomparable' ? null : (agreement as DiscrepancyKind); // what is left are the kinds
