import type { FrontalLikeness } from '#engine/video/frontal-likeness.js';

/** Whether the frames of a video show one person: similarities as of two pictures (.75 is the threshold), not a verdict. */
export interface FaceContinuity {
  /** Of the two least alike frames; null where fewer than two can be compared. It falls with the face's expression and turn too. */
  readonly leastSimilarity: number | null;
  /**
   * The least likeness that must be crossed to get from any frame to any other over the most alike ones. One person's frames
   * hang together however the head moves; those of two people hang together by the most alike pair of strangers.
   */
  readonly weakestLink: number | null;
}

/** Of the near-frontal faces. */
export function faceContinuity({ frontal, between }: FrontalLikeness): FaceContinuity {
  const [first, ...others] = frontal;
  if (first === undefined || others.length === 0) return { leastSimilarity: null, weakestLink: null };
  let least = 1;
  for (const [place, one] of frontal.entries()) {
    for (const other of frontal.slice(place + 1)) least = Math.min(least, between(one, other));
  }
  return { leastSimilarity: least, weakestLink: weakestLinkOf(first, others, between) };
}

/** The lightest edge of the heaviest spanning tree (Prim 1957), which is the widest bottleneck between any two. */
function weakestLinkOf(first: number, others: readonly number[], between: FrontalLikeness['between']): number {
  const left = new Map(others.map((face) => [face, between(first, face)]));
  let weakest = 1;
  while (left.size > 0) {
    const [nearest, link] = [...left].reduce((best, next) => (next[1] > best[1] ? next : best));
    weakest = Math.min(weakest, link);
    left.delete(nearest);
    for (const [face, known] of left) left.set(face, Math.max(known, between(nearest, face)));
  }
  return weakest;
}
