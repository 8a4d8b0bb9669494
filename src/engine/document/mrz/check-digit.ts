/** ICAO 9303-3 §4.9: 0–9 are 0–9, A–Z are 10–35, `<` is 0. Null for any other character. */
function characterValue(character: string): number | null {
  if (character >= '0' && character <= '9') return character.charCodeAt(0) - 48;
  if (character >= 'A' && character <= 'Z') return character.charCodeAt(0) - 55;
  return character === '<' ? 0 : null;
}

const weights = [7, 3, 1] as const;

/** The check digit of `data` (ICAO 9303-3 §4.9: weights 7, 3, 1, modulo 10), or null when a character is not of the MRZ. */
export function checkDigit(data: string): string | null {
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    const value = characterValue(data[i]!);
    if (value === null) return null;
    sum += value * weights[i % 3]!;
  }
  return String(sum % 10);
}
