type Rgb = readonly [number, number, number];

const parse = (hex: string): Rgb => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb; // three of them
const write = (rgb: Rgb): string => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

/** Relative luminance, 0–1 (WCAG 2.2). */
function luminance(hex: string): number {
  const [red, green, blue] = parse(hex).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb; // three of them
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Contrast ratio, 1–21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((left, right) => left - right) as [number, number]; // two of them
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is read better on the colour. */
export const textOn = (colour: string): '#000000' | '#ffffff' =>
  contrast(colour, '#ffffff') >= contrast(colour, '#000000') ? '#ffffff' : '#000000';

/** The colour, mixed with black or white until it reaches the contrast on the ground. */
export function readableOn(colour: string, ground: string, least: number): string {
  const towards = parse(textOn(ground));
  const from = parse(colour);
  for (let share = 0; share < 1; share += 0.05) {
    const mixed = write(from.map((part, index) => part + (towards[index]! - part) * share) as unknown as Rgb); // three of them
    if (contrast(mixed, ground) >= least) return mixed;
  }
  return textOn(ground);
}
