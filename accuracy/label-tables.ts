import type { LabelledPair } from '#engine/evaluation/labelled-pair.js';
import type { LabelledPresentation } from '#engine/evaluation/pad/presentation.js';
import type { ListedFile } from './data-list.js';

const used = (files: readonly ListedFile[], use: ListedFile['uses'][number]): ListedFile[] =>
  files.filter(({ uses }) => uses.includes(use));

/** Every two press photos, once. */
export const pressPairs = (files: readonly ListedFile[]): LabelledPair[] => everyTwo(used(files, 'press'));

/** Every two pictures of the London set of which one at least is neutral; smiles are never compared with each other. */
export const londonPairs = (files: readonly ListedFile[]): LabelledPair[] =>
  everyTwo(used(files, 'london'), (a, b) => a.expression === 'neutral' || b.expression === 'neutral');

/** All of these, and every press photo against every neutral picture of the London set. */
export const togetherPairs = (files: readonly ListedFile[]): LabelledPair[] => {
  const neutral = used(files, 'london').filter(({ expression }) => expression === 'neutral');
  const across = used(files, 'press').flatMap((a) => neutral.map((b) => ({ a: a.file, b: b.file, same: false })));
  return [...pressPairs(files), ...londonPairs(files), ...across];
};

function everyTwo(
  files: readonly ListedFile[],
  wanted: (a: ListedFile, b: ListedFile) => boolean = () => true,
): LabelledPair[] {
  const pairs: LabelledPair[] = [];
  files.forEach((a, index) => {
    for (const b of files.slice(index + 1)) {
      if (!wanted(a, b)) continue;
      const group = groupOf(a, b);
      pairs.push({ a: a.file, b: b.file, same: a.subject === b.subject, ...(group === null ? {} : { group }) });
    }
  });
  return pairs;
}

/** The group of both, `mixed` for two of different ones. */
function groupOf(a: ListedFile, b: ListedFile): string | null {
  if (a.group === '' || b.group === '') return null;
  return a.group === b.group ? a.group : 'mixed';
}

export const presentations = (files: readonly ListedFile[]): LabelledPresentation[] =>
  used(files, 'presentation').map(({ file, species, subject }) => ({
    file,
    species: species === 'bona-fide' ? null : species,
    subject: subject === '' ? file : subject,
  }));
