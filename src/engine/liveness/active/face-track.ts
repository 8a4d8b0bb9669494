import type { FaceLook } from '#engine/liveness/active/face-look.js';
import type { FollowedPerson } from '#engine/liveness/active/follow-person.js';

/** A recording, as far as its frames could be looked at. */
export interface FaceTrack {
  readonly durationMs: number;
  readonly frames: number;
  readonly framesWithSeveralFaces: number;
  /** By time: those at the one person. */
  readonly looks: readonly FaceLook[];
  readonly person: Pick<FollowedPerson, 'strays' | 'leastLikenessToBeginning' | 'repetition'>;
}
