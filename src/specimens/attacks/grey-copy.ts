import type { AttackMeans } from '#specimens/attacks/attack.js';
import type { FlatSpecimen } from '#specimens/render-specimen.js';
import { lumaOf } from '#engine/image/luma.js';

/**
 * A black-and-white copy: toner on paper that is not white nor black, with a copier's steep tone curve. The cut-out
 * document keeps its corners.
 */
export function greyCopy(specimen: FlatSpecimen, { random }: Pick<AttackMeans, 'random'>): FlatSpecimen {
  const { width, height, data } = specimen.image;
  const own = random.fork('grey copy');
  const gain = own.between(1, 1.5);
  const toner = own.between(22, 48);
  const paper = own.between(222, 246);
  // Paper is never quite neutral: a few grey levels between its red and its blue.
  const tint = [own.between(-3, 3), 0, own.between(-5, 3)];
  const copy = new Uint8Array(data.length);
  for (let at = 0; at < data.length; at += 3) {
    const luma = lumaOf(data[at]!, data[at + 1]!, data[at + 2]!) / 255;
    const tone = Math.min(1, Math.max(0, (luma - 0.5) * gain + 0.5 + 0.1 * (gain - 1)));
    const ink = toner + (paper - toner) * tone;
    for (let channel = 0; channel < 3; channel++) copy[at + channel] = Math.round(ink + tint[channel]! * tone);
  }
  return { ...specimen, image: { width, height, data: copy } };
}
