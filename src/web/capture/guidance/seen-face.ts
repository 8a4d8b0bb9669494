/** A face as the model in the browser sees it, in shares of the square that it looks at: 0–1 from its left and top. */
export interface SeenFace {
  readonly score: number;
  readonly x: number;
  readonly y: number;
  /** Width of its box. */
  readonly size: number;
  /**
   * How far the nose stands from the middle of the eyes, in distances between them; positive towards the right of the picture.
   */
  readonly turn: number;
}
