import type { StateCode } from '#engine/document/tables/state-names.js';
import { stateNamedIn } from '#engine/document/tables/states.js';
import { usStates } from '#engine/document/tables/us-states.js';
import { comparableText } from '#engine/document/text/fold-text.js';
import type { LabelCodes } from '#engine/document/viz/coded-labels.js';
import { centreY, type TextBox } from '#engine/document/viz/text-box.js';

/** The state that a heading names. */
export interface HeadingState {
  readonly state: StateCode;
  readonly heading: TextBox;
}

/** Headings stand in this share of the document's height from the top. */
const headingShare = 0.3;
const americanStates: ReadonlySet<string> = new Set(Object.values(usStates).map((name) => comparableText(name).text));

/**
 * The issuing state by the document's heading (`REPUBLIC OF CROATIA`, `California` on a licence with North American
 * labels). The largest heading that names a state decides; null when none does.
 */
export function stateOfHeading(
  boxes: readonly TextBox[],
  documentHeight: number,
  codes: LabelCodes,
): HeadingState | null {
  const headings = boxes
    .filter(({ box, text }) => centreY(box) < headingShare * documentHeight && comparableText(text).text.length >= 3)
    .sort((a, b) => b.box.height - a.box.height);
  for (const heading of headings) {
    if (codes === 'aamva' && americanStates.has(comparableText(heading.text).text)) return { state: 'USA', heading };
    const state = stateNamedIn(heading.text);
    // A name or place of three letters may look like a code: headings spell the state out.
    if (state !== null && comparableText(heading.text).text.length >= 5) return { state, heading };
    if (state === 'USA') return { state, heading };
  }
  return null;
}
