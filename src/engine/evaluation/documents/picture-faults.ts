import type { PictureScore } from '#engine/evaluation/documents/score-picture.js';
import type { ValueScore } from '#engine/evaluation/documents/score-values.js';

/** Below this the corners of a document count as missed. */
const leastOverlap = 0.75;

/** What went wrong on a picture, a line each, with what was expected and what was read; empty where nothing did. */
export function pictureFaults({ mrz, scene, documents, values, failure }: PictureScore): string[] {
  const faults: string[] = [];
  if (mrz.verdict === 'missed') faults.push('MRZ: not found');
  if (mrz.verdict === 'claimed') faults.push(`MRZ: claimed where there is none: ${mrz.lines.join(' | ')}`);
  if (mrz.verdict === 'wrong') {
    faults.push(`MRZ${mrz.acceptedWrong ? ' ACCEPTED, BUT WRONG' : ''}: expected ${mrz.expected!.join(' | ')}`);
    faults.push(`MRZ: got      ${mrz.lines.join(' | ')}`);
  }
  if (mrz.refusedInvalid === false) faults.push('MRZ: wrong check digits were not refused');
  if (scene?.right === false) faults.push(`scene: expected ${scene.expected}, got ${failure ?? 'one document'}`);
  for (const { layout, type, quadOverlap, upright, portrait } of documents) {
    const name = layout ?? 'document';
    if (quadOverlap === 0) {
      faults.push(`${name}: not found`);
      continue;
    }
    if (type !== null && type.expected !== type.got) {
      faults.push(`${name}: type: expected ${type.expected}, got ${type.got ?? 'nothing'}`);
    }
    if (quadOverlap !== null && quadOverlap < leastOverlap)
      faults.push(`${name}: corners overlap by ${quadOverlap.toFixed(2)}`);
    if (upright === false) faults.push(`${name}: not upright`);
    if (portrait?.expected === true && !portrait.found) faults.push(`${name}: portrait not found`);
    if (portrait?.expected === false && portrait.found) faults.push(`${name}: portrait found where there is none`);
  }
  return [...faults, ...values.flatMap(valueFaults)];
}

function valueFaults({ field, printed, value, got, score, diacritics, inRightField, readable }: ValueScore): string[] {
  const name = `${field ?? 'value'}${readable === false ? ' (not readable)' : ''}`;
  const faults: string[] = [];
  if (score.exactFolded === 0) faults.push(`${name}: "${printed}" was not read`);
  else if (diacritics.right < diacritics.letters) {
    faults.push(
      `${name}: "${printed}": ${diacritics.letters - diacritics.right} of ${diacritics.letters} diacritics lost`,
    );
  } else if (score.exact === 0) faults.push(`${name}: "${printed}" was read in another case`);
  if (inRightField === false)
    faults.push(`${name}: expected "${value ?? ''}", got ${got === null ? 'nothing' : `"${got}"`}`);
  return faults;
}
