import { compareTemplates } from '#engine/compare/compare-templates.js';
import type { OperatingPoint } from '#engine/compare/operating-point.js';
import type { FaceLook } from '#engine/liveness/active/face-look.js';
import { activeLimits } from '#engine/liveness/active/limits.js';

type PersonLook = Pick<FaceLook, 'pose' | 'template'>;

export interface OnePerson<T> {
  /** The looks at one person: those that hang together, and the turned ones, which tell little. */
  readonly looks: readonly T[];
  /** Near-frontal looks that hang together with none of them. One alone is a frame that was misread. */
  readonly strays: number;
  /** Of the looks the one that is least like every one of the first quarter, at its most alike; null: too few to tell. */
  readonly leastLikenessToBeginning: number | null;
}

/** Beyond these angles a face is little like itself and tells nothing of who it is. */
const frontal = { yawDegrees: 20, pitchDegrees: 20 } as const;
const beginningShare = 0.25;

/** Finds the looks that show one person: linked by likenesses at the recogniser's threshold. `looks`: by time. */
export function onePerson<T extends PersonLook>(looks: readonly T[], operatingPoint: OperatingPoint): OnePerson<T> {
  const likeness = (one: T, other: T): number =>
    compareTemplates(one.template, other.template, operatingPoint).similarity;
  const seen = looks.filter(isFrontal);
  const largest = largestLinked(seen, (one, other) => likeness(one, other) >= activeLimits.likeness);
  const strays = new Set(seen.filter((look) => !largest.has(look)));
  const ofPerson = seen.filter((look) => largest.has(look));
  const beginning = ofPerson.slice(0, Math.max(1, Math.ceil(beginningShare * ofPerson.length)));
  const later = ofPerson.slice(beginning.length);
  const likenesses = later.map((look) => Math.max(...beginning.map((early) => likeness(look, early))));
  return {
    looks: looks.filter((look) => !strays.has(look)),
    strays: strays.size,
    leastLikenessToBeginning: likenesses.length === 0 ? null : Math.min(...likenesses),
  };
}

const isFrontal = ({ pose: { yawDegrees, pitchDegrees } }: PersonLook): boolean =>
  Math.abs(yawDegrees) <= frontal.yawDegrees && Math.abs(pitchDegrees) <= frontal.pitchDegrees;

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
