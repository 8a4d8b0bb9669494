import { activeLimits } from '#engine/liveness/active/limits.js';
import type { FrontalLikeness } from '#engine/video/frontal-likeness.js';

export interface OnePerson {
  /** Which looks show one person: those that hang together, and the turned ones, which tell little. */
  readonly looks: readonly number[];
  /** Near-frontal looks that hang together with none of them. One alone is a frame that was misread. */
  readonly strays: number;
  /** Of the looks the one that is least like every one of the first quarter, at its most alike; null: too few to tell. */
  readonly leastLikenessToBeginning: number | null;
}

const beginningShare = 0.25;

/**
 * Finds the looks that show one person: linked by likenesses at the recogniser's threshold. `looks`: which of the faces are
 * asked about, by time.
 */
export function onePerson(looks: readonly number[], { frontal, between }: FrontalLikeness): OnePerson {
  const isFrontal = new Set(frontal);
  const seen = looks.filter((look) => isFrontal.has(look));
  const largest = largestLinked(seen, (one, other) => between(one, other) >= activeLimits.likeness);
  const strays = new Set(seen.filter((look) => !largest.has(look)));
  const ofPerson = seen.filter((look) => largest.has(look));
  const beginning = ofPerson.slice(0, Math.max(1, Math.ceil(beginningShare * ofPerson.length)));
  const later = ofPerson.slice(beginning.length);
  const likenesses = later.map((look) => Math.max(...beginning.map((early) => between(look, early))));
  return {
    looks: looks.filter((look) => !strays.has(look)),
    strays: strays.size,
    leastLikenessToBeginning: likenesses.length === 0 ? null : Math.min(...likenesses),
  };
}

function largestLinked<T>(items: readonly T[], areLinked: (one: T, other: T) => boolean): ReadonlySet<T> {
  const left = new Set(items);
  let largest = new Set<T>();
  for (const start of items) {
    if (!left.delete(start)) continue;
    const group = new Set([start]);
    for (const member of group) {
      for (const other of left) {
        if (!areLinked(member, other)) continue;
        left.delete(other);
        group.add(other);
      }
    }
    if (group.size > largest.size) largest = group;
  }
  return largest;
}
