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
  /**
   * Relief (relief.ts) for the sine of the angle between the two looks; the second smallest of up to four pairs. Clips of people
   * .14 and more, pictures of pictures .07 and less.
   */
  relief: 0.09,
  /** Without a challenge nobody was asked to turn, and only what is surely flat is told. */
  surelyFlatRelief: 0.05,
  /** Motions of a challenge's time that nobody asked for, at most. A recording in which the head never rests meets many challenges. */
  unasked: 1,
  /** A head that turns nods a little before, meanwhile or after: so near to a motion that was asked for, another is part of it. */
  besideMs: 400,
  /** Nobody reacts faster: an earlier motion was not made because it was asked for. */
  reactionMs: 150,
  /** Share of the looks in which the one face must be found. */
  facesShare: 0.8,
  /** Similarity from which on two looks show one person (.75 is the recogniser's threshold), and of each to the beginning. */
  likeness: 0.75,
  toBeginning: 0.6,
  /** So many looks that hang together with no other of the person are somebody else, and not one misread frame. */
  strays: 2,
  /** Mean difference of luma levels between the most different two of a still picture's frames, at most. */
  stillLevels: 1.2,
  /** Of a clip that is played again, what its repetitions differ by, as a share of what it moves by. */
  repeatedShare: 0.3,
} as const;
