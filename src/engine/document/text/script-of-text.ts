/** ISO 15924 codes of the scripts that documents print names in, by Unicode's property of their letters. */
const scripts: readonly (readonly [code: string, letters: RegExp])[] = [
  ['Latn', /\p{Script=Latin}/gu],
  ['Cyrl', /\p{Script=Cyrillic}/gu],
  ['Grek', /\p{Script=Greek}/gu],
  ['Arab', /\p{Script=Arabic}/gu],
  ['Hebr', /\p{Script=Hebrew}/gu],
  ['Hani', /\p{Script=Han}/gu],
  ['Jpan', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Kore', /\p{Script=Hangul}/gu],
  ['Thai', /\p{Script=Thai}/gu],
  ['Deva', /\p{Script=Devanagari}/gu],
  ['Geor', /\p{Script=Georgian}/gu],
  ['Armn', /\p{Script=Armenian}/gu],
  ['Beng', /\p{Script=Bengali}/gu],
  ['Sinh', /\p{Script=Sinhala}/gu],
  ['Taml', /\p{Script=Tamil}/gu],
  ['Khmr', /\p{Script=Khmer}/gu],
  ['Laoo', /\p{Script=Lao}/gu],
  ['Mymr', /\p{Script=Myanmar}/gu],
  ['Ethi', /\p{Script=Ethiopic}/gu],
  ['Thaa', /\p{Script=Thaana}/gu],
  ['Tibt', /\p{Script=Tibetan}/gu],
];

/**
 * The script of most letters of a text as an ISO 15924 code, or null without letters. Han alone is `Hani`: nothing in the
 * letters tells simplified from traditional; with kana it is `Jpan`, with hangul `Kore`.
 */
export function scriptOfText(text: string): string | null {
  const counts = scripts.map(([code, letters]) => ({ code, count: text.match(letters)?.length ?? 0 }));
  const most = counts.reduce((best, each) => (each.count > best.count ? each : best), { code: '', count: 0 });
  if (most.count === 0) return null;
  const mixed =
    most.code === 'Hani' ? counts.find(({ code, count }) => count > 0 && /Jpan|Kore/.test(code)) : undefined;
  return mixed?.code ?? most.code;
}

/** How many letters of a text, of all its letters, are written in a script (ISO 15924; `Hans` and `Hant` are Han); 0–1. */
export function shareOfScript(text: string, script: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const wanted = writtenIn[script] ?? [script];
  const own = scripts.reduce(
    (sum, [code, of]) =>
      wanted.includes(code) ? sum + (text.match(of)?.filter((c) => /\p{L}/u.test(c)).length ?? 0) : sum,
    0,
  );
  return letters === 0 ? 0 : own / letters;
}

/** Codes of ISO 15924 for several scripts at once. */
const writtenIn: Readonly<Record<string, readonly string[]>> = {
  Hans: ['Hani'],
  Hant: ['Hani'],
  Jpan: ['Hani', 'Jpan'],
  Kore: ['Hani', 'Kore'],
};
