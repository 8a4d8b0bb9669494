/** States that write the letter eth; all others write the barred D that is drawn alike. */
const ethStates: ReadonlySet<string> = new Set(['ISL', 'FRO']);
/** States that write commas below; all others write cedillas. */
const commaStates: ReadonlySet<string> = new Set(['ROU', 'MDA']);
/** Letters of Romanian that Turkish and its sisters lack. */
const romanian = /[ȚțĂăÎî]/;

const cedillas: Readonly<Record<string, string>> = { Ș: 'Ş', ș: 'ş', Ț: 'Ţ', ț: 'ţ' };

/**
 * Letters that are drawn alike as the issuing state writes them: the recogniser gives `Ð`, `Ș` and `Ț`.
 * @param state ISO 3166-1 alpha-3; null when unknown, then the text itself has to tell
 */
export function spelledAsIn(state: string | null, text: string): string {
  const eth = state === null ? /[Þþð]/.test(text) : ethStates.has(state);
  const comma = state === null ? romanian.test(text) : commaStates.has(state);
  return text
    .replace(/[ÐȘșȚț]/g, (letter) => (letter === 'Ð' ? (eth ? 'Ð' : 'Đ') : comma ? letter : cedillas[letter]!))
    .replace(/\p{L}+/gu, withOwnMarks);
}

/** Letters of Latvian that no language with Ã has. */
const latvian = /[ĒēĢģĪīĶķĻļŅņŪū]/;

/** Ã and Ā, which small print draws alike: Latvian has the line alone, and before E and O stands Portuguese's tilde. */
const withOwnMarks = (word: string): string =>
  latvian.test(word)
    ? word.replace(/[Ãã]/g, (letter) => (letter === 'Ã' ? 'Ā' : 'ā'))
    : word.replace(/[Āā](?=[EOeo])/g, (letter) => (letter === 'Ā' ? 'Ã' : 'ã'));
