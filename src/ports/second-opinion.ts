/** What a vision model said of two faces. */
export interface Opinion {
  readonly isIdentical: boolean;
  /** How sure it says it is, 0–1; no error rate is known for it. */
  readonly confidence: number;
}

/** Two faces, each a JPEG of the face with a little room around it. */
export interface OpinionPictures {
  readonly selfie: Uint8Array;
  readonly portrait: Uint8Array;
}

/** A second look at two faces, by somebody else's model. Asking sends the pictures out of this machine. */
export interface SecondOpinion {
  /** Null: there was no answer in time, or none that can be understood. Never throws. */
  ask(pictures: OpinionPictures): Promise<Opinion | null>;
}
