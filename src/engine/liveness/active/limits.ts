/**
 * THE table of active liveness. Measured with `npm run test:long` (test/long/picture-attacks.test.ts) on rendered flat and bent
 * pictures and on the seven open clips, of which three hold head turns: directions, not error rates.
 */
export const activeLimits = {
  /** Degrees from the neutral pose, and growth of the face, from which on a motion was made. */
  yawDegrees: 12,
  pitchDegrees: 10,
  growth: 1.2,
  /** A motion that fell below this share of its limit is over. */
  overShare: 0.5,
  /** Degrees between the two most different looks: less tells nothing of the shape. */
  yawRangeDegrees: 20,
  /** Degrees between two looks whose shapes are compared. */
  yawOfPairDegrees: 8,
  /** The least relief (relief.ts) of those pairs: clips of people .039 and more, pictures of pictures .014 and less. */
  relief: 0.022,
  /** Nobody reacts faster: an earlier motion was not made because it was asked for. */
  reactionMs: 150,
  /** Share of the looks in which the one face must be found. */
  facesShare: 0.8,
  /** Similarity (.75 is the recogniser's threshold) along the chain of most alike looks, and of each to the first. */
  weakestLink: 0.75,
  toFirst: 0.6,
  /** Mean difference of luma levels between the most different two of a still picture's frames, at most. */
  stillLevels: 1.2,
  /** Of a clip that is played again, what its repetitions differ by, as a share of what it moves by. */
  repeatedShare: 0.12,
} as const;
