import type { AlteredCharacter } from '#specimens/altered-character.js';
import { mrzLayouts } from '#engine/document/mrz/formats.js';
import type { AttackMeans } from '#specimens/attacks/attack.js';
import type { SpecimenLayout } from '#specimens/layout.js';
import type { Random } from '#specimens/random.js';
import type { SpecimenOrder } from '#specimens/render-specimen.js';

const dates = ['dateOfBirth', 'dateOfExpiry'] as const;

const mrzDates = ({ mrz }: SpecimenLayout) =>
  mrz === null ? [] : dates.flatMap((name) => mrzLayouts[mrz.format].elements[name] ?? []);
const printedDates = ({ fields }: SpecimenLayout) => dates.filter((name) => fields.some(({ field }) => field === name));

export const hasDateInMrz = (layout: SpecimenLayout): boolean => mrzDates(layout).length > 0;
export const hasPrintedDate = (layout: SpecimenLayout): boolean => printedDates(layout).length > 0;

/** One digit of the zone's date of birth or of expiry in another face, size and height. */
export function alteredMrzCharacter(order: SpecimenOrder, means: AttackMeans): SpecimenOrder {
  const { random } = means;
  const elements = mrzDates(order.layout);
  const { line, start, end } = elements[random.integer(0, elements.length - 1)]!;
  return { ...order, altered: { zone: 'mrz', line, column: random.integer(start, end - 1), ...drawnBy(means) } };
}

/** One digit of the printed date of birth or of expiry in another face, size and height. */
export function alteredValueCharacter(order: SpecimenOrder, means: AttackMeans): SpecimenOrder {
  const { random } = means;
  const names = printedDates(order.layout);
  const field = names[random.integer(0, names.length - 1)]!;
  return { ...order, altered: { zone: 'visual-zone', field, digit: random.integer(0, 7), ...drawnBy(means) } };
}

/** Sizes and heights that a forger without the font and the machine gets about right. */
function drawnBy({ random, typefaces }: AttackMeans): Pick<AlteredCharacter, 'font' | 'size' | 'drop'> {
  return {
    font: random.pick(typefaces),
    size: 1 + eitherSide(random, 0.04, 0.14),
    drop: eitherSide(random, 0.03, 0.12),
  };
}

const eitherSide = (random: Random, from: number, to: number): number =>
  random.pick([-1, 1]) * random.between(from, to);
