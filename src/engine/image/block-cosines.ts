/** Side of the blocks that JPEG transforms, pixels. */
export const blockSide = 8;

/** The matrix of the cosine transform of a block (ITU-T T.81, A.3.3), orthonormal, row-major frequency × place. */
export const blockCosines = Float64Array.from({ length: blockSide * blockSide }, (_, at) => {
  const frequency = Math.floor(at / blockSide);
  const scale = frequency === 0 ? Math.sqrt(1 / blockSide) : Math.sqrt(2 / blockSide);
  return scale * Math.cos(((2 * (at % blockSide) + 1) * frequency * Math.PI) / (2 * blockSide));
});
