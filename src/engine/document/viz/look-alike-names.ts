import type { Script } from '#engine/document/text/look-alikes.js';
import { spelledIn } from '#engine/document/text/settle-scripts.js';
import { compareSpelling } from '#engine/document/text/transliteration.js';
import { foldText } from '#engine/document/text/fold-text.js';
import { isLatin, standsAboveOrBelow } from '#engine/document/viz/local-names.js';
import { isName } from '#engine/document/viz/read-value.js';
import type { TextBox } from '#engine/document/viz/text-box.js';

const scripts: readonly Exclude<Script, 'latin'>[] = ['cyrillic', 'greek'];
/** Words of another script that a document must show: single letters are misread Latin ones. */
const wordOf: Readonly<Record<(typeof scripts)[number], RegExp>> = {
  cyrillic: /\p{Script=Cyrillic}{4}/u,
  greek: /\p{Script=Greek}{4}/u,
};

/**
 * Names all of whose letters Latin has too (`ΑΙΚΑΤΕΡΙΝΗ`), which are read as Latin, in their own script: where the document
 * shows words of that script and the line above or below is the same name, transliterated. Of two lines that are drawn
 * alike the upper one is the local name.
 */
export function lookAlikeNames(boxes: readonly TextBox[]): readonly TextBox[] {
  const shown = scripts.filter((script) => boxes.some(({ text }) => wordOf[script].test(text)));
  if (shown.length === 0) return boxes;
  const latin = boxes.filter(({ text }) => isLatin(text) && isName(text));
  return boxes.map((box) => {
    if (!latin.includes(box)) return box;
    for (const script of shown) {
      const local = spelledIn(box.text, script);
      if (local === null) continue;
      const partner = latin.find(
        (other) =>
          other !== box &&
          standsAboveOrBelow(other.box, box.box) &&
          (other.text !== box.text || other.box.y > box.box.y) &&
          compareSpelling(local, foldText(other.text)) === 'letter-for-letter',
      );
      if (partner !== undefined) return { ...box, text: local };
    }
    return box;
  });
}
