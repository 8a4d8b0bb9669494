const rightToLeft = /[\p{Script=Hebrew}\p{Script=Arabic}]/u;
/** A run that is written from right to left, with the spaces and marks inside it. */
const runs =
  /[\p{Script=Hebrew}\p{Script=Arabic}](?:[\p{Script=Hebrew}\p{Script=Arabic}\p{M}\s'-]*[\p{Script=Hebrew}\p{Script=Arabic}\p{M}])?/gu;
/** Arabic Presentation Forms-B hold the forms of each letter in the order isolated, final, initial, medial (Unicode, block FE70). */
const presentationForms = { first: 0xfe80, last: 0xfef4 } as const;
const lamAlef = { isolated: 'ﻻ', final: 'ﻼ' } as const;

const formsOf: ReadonlyMap<string, readonly string[]> = collectForms();

/**
 * A text in the order in which its letters stand on paper from left to right, Arabic letters in their joined forms: what a
 * font without a shaper can set. Runs of Hebrew and Arabic are turned, all else stays. Made for the names and labels of
 * specimens: no digits inside such runs, no marks above letters, no ligature but lam-alef.
 */
export function inVisualOrder(text: string): string {
  if (!rightToLeft.test(text)) return text;
  return text.replace(runs, (run) => Array.from(joined(run)).reverse().join(''));
}

/** Arabic letters in the forms that their neighbours ask for; a letter of two forms joins only the one before it. */
function joined(run: string): string {
  const letters = Array.from(run.replaceAll('لا', lamAlef.isolated));
  const joinsBefore = (letter: string | undefined): boolean =>
    letter !== undefined && (letter === lamAlef.isolated || (formsOf.get(letter)?.length ?? 0) >= 2);
  const joinsBoth = (letter: string | undefined): boolean => letter !== undefined && formsOf.get(letter)?.length === 4;
  return letters
    .map((letter, index) => {
      const before = joinsBoth(letters[index - 1]) && joinsBefore(letter);
      const after = joinsBoth(letter) && joinsBefore(letters[index + 1]);
      if (letter === lamAlef.isolated) return before ? lamAlef.final : letter;
      const [isolated = letter, final = isolated, initial = isolated, medial = final] = formsOf.get(letter) ?? [];
      if (before) return after ? medial : final;
      return after ? initial : isolated;
    })
    .join('');
}

function collectForms(): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (let code = presentationForms.first; code <= presentationForms.last; code++) {
    const form = String.fromCharCode(code);
    const letter = form.normalize('NFKC');
    forms.set(letter, [...(forms.get(letter) ?? []), form]);
  }
  return forms;
}
