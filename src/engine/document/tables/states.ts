import { stateNames, type StateCode } from '#engine/document/tables/state-names.js';

/**
 * The state whose code stands in an MRZ or on a document: `D`, `D<<` and `DEU` are Germany (ICAO 9303-3 §5 assigns `D`,
 * newer German documents print it still). Null for a code that the table does not hold, for instance an ISO alpha-2 code.
 */
export function stateFromCode(code: string): StateCode | null {
  const bare = code.replace(/<+$/, '');
  if (bare === 'D') return 'DEU';
  return Object.hasOwn(stateNames, bare) ? (bare as StateCode) : null; // hasOwn does not narrow the key
}

/** The English name of a state. */
export const stateName = (code: StateCode): string => stateNames[code];
