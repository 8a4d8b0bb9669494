/**
 * Where the passive check of one still decides, and when it says nothing. The one table: `bonafide evaluate pad <list.csv>
 * --root <folder>` prints what each costs (docs/decisions/0020-passive-liveness.md).
 */
export const livenessLimits = {
  /**
   * Bona fide at or above: the class has at least as much probability as all attacks together. It follows from
   * the decision that the nets' authors publish, and was not chosen on the open pictures: they only measure it.
   */
  threshold: 0.5,
  /**
   * Room that a crop needs around the face, in sizes of the face. The nets look for an edge around it and take a face that
   * fills the picture for an attack: of 137 live pictures they refuse 2 as they are, and cut to a room of 1.28, 1.34, 1.39,
   * 1.44, 1.49 and 1.60 they refuse 37, 22, 11, 6, 2 and 0.
   */
  leastRoom: 1.4,
  /**
   * Noise in levels of 255. Of 69 live pictures 2, 7 and 12 are refused with noise of 4, 8 and 12 added, which is measured as
   * 3, 6 and 9.
   */
  mostNoiseLevels: 5,
  /**
   * Native value of the quality component `sharpness`. Live pictures, blurred step by step, are refused 0 times in 65 from .4 on,
   * 1 in 37 from .36, 1 in 36 from .34, 4 in 60 from .32, 17 in 72 from .3, and 60 in 114 below; two prints and a screen are refused at every step.
   */
  leastSharpness: 0.36,
} as const;
