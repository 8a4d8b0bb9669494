import type { DocumentTemplate } from '#engine/document/templates/template-schema.js';

/** Printed alike in many fonts; nothing but the form of a number tells them apart. */
const twins: Readonly<Record<string, string>> = { O: '0', '0': 'O', I: '1', '1': 'I' };
/** 2 to this power of spellings are tried. */
const mostTwins = 8;

/**
 * A document number with O and 0, I and 1 as the forms of the issuing state's numbers have them: the one spelling that
 * has such a form. The text itself where it has one, where no spelling or more than one does, and where no form is known.
 * @param text as printed, spaces and all
 * @param issuingState ISO 3166-1 alpha-3
 */
export function settleNumber(
  text: string,
  issuingState: string | null,
  templates: readonly DocumentTemplate[],
): string {
  const forms = templates
    .filter(
      ({ issuingStates }) =>
        issuingState !== null && (issuingStates as readonly string[] | undefined)?.includes(issuingState),
    )
    .flatMap(({ documentNumbers = [] }) => documentNumbers.map((form) => new RegExp(form)));
  const hasForm = (spelling: string): boolean => {
    const bare = spelling.replace(/[\s.-]/g, '');
    return forms.some((form) => form.test(bare));
  };
  if (forms.length === 0 || hasForm(text)) return text;
  const places = [...text].flatMap((character, index) => (twins[character] === undefined ? [] : [index]));
  if (places.length === 0 || places.length > mostTwins) return text;
  const fitting: string[] = [];
  for (let choice = 1; choice < 2 ** places.length; choice++) {
    const spelling = [...text];
    places.forEach((place, bit) => {
      if ((choice >> bit) % 2 === 1) spelling[place] = twins[spelling[place]!]!;
    });
    if (hasForm(spelling.join(''))) fitting.push(spelling.join(''));
  }
  return fitting.length === 1 ? fitting[0]! : text;
}
