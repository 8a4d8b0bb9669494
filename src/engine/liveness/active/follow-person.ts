import type { OperatingPoint } from '#engine/compare/operating-point.js';
import type { FaceLook } from '#engine/liveness/active/face-look.js';
import { onePerson, type OnePerson } from '#engine/liveness/active/one-person.js';
import { repetitionOf, type Repetition } from '#engine/liveness/active/repetition.js';
import { faceContinuity, type FaceContinuity } from '#engine/video/continuity.js';
import { frontalLikeness, type PosedFace } from '#engine/video/frontal-likeness.js';

/** A face of a recording. `motion`: where it was followed; null: it is only compared. */
export interface RecordedFace extends PosedFace {
  readonly timeMs: number;
  readonly motion: Pick<FaceLook, 'size' | 'x' | 'y' | 'thumbnail'> | null;
}

/** Who is to be seen in a recording, and whether frames of it are copies. */
export interface FollowedPerson extends OnePerson, FaceContinuity {
  /** Of the looks at the one person. */
  readonly repetition: Repetition;
}

/** A face that is seen on its head between others that are not was misread. */
const mostRollDegrees = 75;

/**
 * Compares every face with every other and every frame with every other: tens of milliseconds for 64 of them, so this is a task
 * for a worker. `faces`: by time. `looks` of the answer are places among them, of those that were followed.
 */
export function followPerson(faces: readonly RecordedFace[], operatingPoint: OperatingPoint): FollowedPerson {
  const likeness = frontalLikeness(faces, operatingPoint);
  const upright = [...faces.keys()].filter((index) => {
    const { motion, pose } = faces[index]!;
    return motion !== null && Math.abs(pose.rollDegrees) <= mostRollDegrees;
  });
  const person = onePerson(upright, likeness);
  const followed = person.looks.flatMap((index) => {
    const { motion, timeMs, pose } = faces[index]!;
    return motion === null ? [] : [{ timeMs, pose, ...motion }];
  });
  return { ...person, ...faceContinuity(likeness), repetition: repetitionOf(followed) };
}
