import { foldText } from '#engine/document/text/fold-text.js';

/**
 * Whether a printed name that agrees with an MRZ letter for letter is to be shown in its place: it then has marks,
 * hyphens or small letters that the MRZ cannot have. Small letters among capitals (`GARCiA`) are a mark that the
 * recogniser lost, and such a spelling is not taken.
 */
export function isTrustworthySpelling(printed: string): boolean {
  // A spelling in another script is the holder's local name, not the name that the zone gives.
  if (!/\p{Script=Latin}/u.test(printed)) return false;
  return printed
    .split(/[\s\-‐‑–'’.]+/u)
    .filter(Boolean)
    .every((word) => isCapitals(word) || isCapitalised(word) || isParticle(word));
}

const isCapitals = (word: string): boolean => word.replace(/ß/g, '') === word.replace(/ß/g, '').toUpperCase();
/** McDonald, DeLuca: one more capital may follow the first letters. */
const isCapitalised = (word: string): boolean => /^(?:[A-Z]{1}[a-z]{1,2})?[A-Z][a-z]+$/.test(foldLetters(word));
/** de, van, bin: short words all in small letters. */
const isParticle = (word: string): boolean => word.length <= 4 && word === word.toLowerCase();

/** Letters without marks, their case kept. */
const foldLetters = (word: string): string =>
  Array.from(word, (letter) => {
    const folded = foldText(letter);
    return letter === letter.toUpperCase() && letter !== 'ß' ? folded : folded.toLowerCase();
  }).join('');
