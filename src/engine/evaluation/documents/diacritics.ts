/** How many letters of a value carry a mark, or are letters of their own such as ø and ß, and how many were read as such. */
export interface DiacriticScore {
  readonly letters: number;
  readonly right: number;
}

const isMarked = (letter: string): boolean => letter > '\u007f' && /\p{Script=Latin}/u.test(letter);

/**
 * Looks for the part of a text that is nearest to `value` and counts the marked letters that stand there unchanged; of
 * several texts the best counts. Case counts for nothing: names are printed in capitals and in small letters.
 */
export function scoreDiacritics(value: string, texts: readonly string[]): DiacriticScore {
  const wanted = Array.from(capitals(value));
  const letters = wanted.filter(isMarked).length;
  if (letters === 0) return { letters: 0, right: 0 };
  let best = { edits: wanted.length, right: 0 };
  for (const text of texts) {
    const found = nearestPart(wanted, Array.from(capitals(text)));
    if (found.edits < best.edits) best = found;
  }
  return { letters, right: best.right };
}

/** Letter by letter, without what changes their number or loses a mark: ß would become SS, and ı I. */
const capitals = (text: string): string =>
  Array.from(text.normalize('NFC'), (letter) => (/[ßı]/.test(letter) ? letter : letter.toUpperCase())).join('');

interface Alignment {
  readonly edits: number;
  /** Marked letters kept along the way. */
  readonly right: number;
}

/** Sellers (1980), carrying the marked letters along; of equally near parts the one that keeps more of them. */
function nearestPart(wanted: readonly string[], text: readonly string[]): Alignment {
  let column: Alignment[] = Array.from({ length: wanted.length + 1 }, (_, edits) => ({ edits, right: 0 }));
  let best = column.at(-1)!;
  for (const character of text) {
    const next: Alignment[] = [{ edits: 0, right: 0 }];
    wanted.forEach((letter, row) => {
      const same = letter === character;
      const diagonal = column[row]!;
      const kept = {
        edits: diagonal.edits + (same ? 0 : 1),
        right: diagonal.right + (same && isMarked(letter) ? 1 : 0),
      };
      const omitted = { ...next[row]!, edits: next[row]!.edits + 1 };
      const inserted = { ...column[row + 1]!, edits: column[row + 1]!.edits + 1 };
      next.push([omitted, inserted].reduce(better, kept));
    });
    column = next;
    best = better(best, column.at(-1)!);
  }
  return best;
}

const better = (a: Alignment, b: Alignment): Alignment =>
  b.edits < a.edits || (b.edits === a.edits && b.right > a.right) ? b : a;
