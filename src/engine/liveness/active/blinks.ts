import { median } from '#engine/document/median.js';
import type { FaceLook } from '#engine/liveness/active/face-look.js';

/** Eyes open less than this share of what they mostly do are closed. */
const closedShare = 0.55;

/** How often both eyes were closed for a moment. Sampled a few times a second, a film shows some of its blinks. */
export function blinksIn(looks: readonly Pick<FaceLook, 'eyeOpenness'>[]): number {
  const opennesses = looks.map(({ eyeOpenness }) => eyeOpenness);
  const usual = median(opennesses);
  const isClosed = opennesses.map((openness) => openness < closedShare * usual);
  return isClosed.filter((closed, index) => closed && isClosed[index - 1] !== true).length;
}
